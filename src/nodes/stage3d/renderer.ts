import {
  BufferAttribute,
  BufferGeometry,
  type Camera,
  ColorManagement,
  LinearFilter,
  LinearSRGBColorSpace,
  Mesh,
  NoBlending,
  Scene,
  ShaderMaterial,
  WebGLRenderer,
  WebGLRenderTarget,
} from 'three';

// The film's colours are mixed as they are written (the colour maps have done it in OKLab already).
ColorManagement.enabled = false;

/** The largest supersampled picture: twice 1080p in each direction, and less than twice beyond it. */
const MAX_WIDTH = 5760;

/**
 * How many times finer than the wanted picture a stage is rendered.
 *
 * Supersampling instead of multisampling: where a processor plays graphics card, four samples per triangle
 * cost four times as much for each of many small triangles, while twice as many pixels each way are cheap.
 */
export function supersampling(width: number): number {
  return Math.max(1, Math.min(2, MAX_WIDTH / width));
}

interface Shared {
  readonly gl: WebGLRenderer;
  readonly fine: WebGLRenderTarget;
  readonly reduce: Scene;
}

let shared: Shared | undefined;

/** A browser allows few WebGL contexts: every stage of every scene draws with this one. */
function open(): Shared {
  const gl = new WebGLRenderer({ antialias: false, alpha: true, depth: false, stencil: false });
  gl.outputColorSpace = LinearSRGBColorSpace;
  gl.setPixelRatio(1);
  gl.setClearColor(0, 0);
  const fine = new WebGLRenderTarget(2, 2, {
    minFilter: LinearFilter,
    magFilter: LinearFilter,
    generateMipmaps: false,
  });
  return { gl, fine, reduce: reducingScene(fine) };
}

/** One triangle over the whole picture: each of its pixels is the mean of the four finer ones that it covers. */
function reducingScene(fine: WebGLRenderTarget): Scene {
  const triangle = new BufferGeometry();
  triangle.setAttribute(
    'position',
    new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3),
  );
  const material = new ShaderMaterial({
    vertexShader: `
      varying vec2 at;
      void main() {
        at = position.xy * 0.5 + 0.5;
        gl_Position = vec4(position.xy, 0.0, 1.0);
      }`,
    fragmentShader: `
      uniform sampler2D fine;
      varying vec2 at;
      void main() { gl_FragColor = texture2D(fine, at); }`,
    uniforms: { fine: { value: fine.texture } },
    blending: NoBlending,
    depthTest: false,
    depthWrite: false,
  });
  const mesh = new Mesh(triangle, material);
  mesh.frustumCulled = false;
  return new Scene().add(mesh);
}

/**
 * Renders a scene and copies the picture, transparent where nothing stands, onto a canvas of the wanted size.
 *
 * @param finer - How many times finer it is rendered, see {@link supersampling}.
 * @throws Error if the browser has no WebGL 2.
 */
export function renderOnto(canvas: OffscreenCanvas, scene: Scene, camera: Camera, finer: number): void {
  shared ??= open();
  const { gl, fine, reduce } = shared;
  const { width, height } = canvas;
  const { domElement } = gl;
  if (domElement.width !== width || domElement.height !== height) gl.setSize(width, height, false);
  fine.setSize(Math.round(width * finer), Math.round(height * finer));
  gl.setRenderTarget(fine);
  gl.render(scene, camera);
  gl.setRenderTarget(null);
  gl.render(reduce, camera);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser made no 2-D canvas for the stage');
  context.globalCompositeOperation = 'copy';
  context.drawImage(domElement, 0, 0);
}
