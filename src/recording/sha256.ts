/** SHA-256 of bytes as 64 hexadecimal digits, by the platform's own implementation (Node and browser). */
export async function sha256(bytes: Uint8Array): Promise<string> {
  // A plain copy where the bytes are shared between threads: the platform refuses to hash those.
  const plain =
    bytes.buffer instanceof ArrayBuffer
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      : Uint8Array.from(bytes);
  const digest = await crypto.subtle.digest('SHA-256', plain);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
