/** A compiled kernel, and which of the builds it is. */
export interface KernelModule {
  readonly module: WebAssembly.Module;
  readonly variant: KernelVariant;
}

/** The builds of the kernel, the quickest first. */
export const KERNEL_VARIANTS = ['relaxed-simd', 'simd'] as const;

export type KernelVariant = (typeof KERNEL_VARIANTS)[number];
