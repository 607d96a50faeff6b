import {
  CustomBlending,
  DoubleSide,
  OneFactor,
  OneMinusSrcAlphaFactor,
  ShaderMaterial,
  type Texture,
  Uniform,
  Vector2,
  Vector3,
} from 'three';

/**
 * Where the sheet's points are, and what colour they have: the colour map by height, then one lamp and a gleam.
 *
 * All of it is done once for each point: a processor that has to play graphics card pays for every pixel.
 * A flat sheet is lit to exactly 1, so that it has the very colours of the colour bar beside it.
 */
const vertexShader = /* glsl */ `
  attribute vec2 sheet;
  attribute float height;
  attribute vec2 slope;
  uniform sampler2D colors;
  uniform vec2 range;
  uniform vec3 place;
  uniform float side;
  uniform float rise;
  uniform vec3 light;
  uniform vec3 halfway;
  varying vec2 vSheet;
  varying vec3 vColor;

  void main() {
    vec3 normal = normalize(vec3(-slope * rise / side, 1.0));
    float shade = mix(0.42, 1.0, max(dot(normal, light), 0.0) / light.z);
    float gleam = pow(max(dot(normal, halfway), 0.0), 48.0) - pow(halfway.z, 48.0);
    float value = clamp((height - range.x) / (range.y - range.x), 0.0, 1.0);
    vColor = texture2D(colors, vec2(value, 0.5)).rgb * min(shade, 1.28) + 0.22 * max(gleam, 0.0);
    vSheet = sheet;
    gl_Position = projectionMatrix * viewMatrix * vec4(place + vec3((sheet - 0.5) * side, height * rise), 1.0);
  }
`;

/** Faint lines along x and y show how the sheet bends. */
const fragmentShader = /* glsl */ `
  uniform vec2 reveal;
  uniform float opacity;
  uniform float cells;
  uniform float mesh;
  varying vec2 vSheet;
  varying vec3 vColor;

  void main() {
    #ifdef IN_PART
    if (vSheet.x > reveal.x || vSheet.y > reveal.y) discard;
    #endif
    vec2 away = abs(fract(vSheet * cells + 0.5) - 0.5);
    float line = mesh * clamp(2.0 - 50.0 * min(away.x, away.y), 0.0, 1.0);
    gl_FragColor = vec4(vColor * (gl_FrontFacing ? 1.0 - line : 0.55), 1.0) * opacity;
  }
`;

/**
 * Whether the sheet is there in part only. A shader that may drop pixels cannot have hidden ones dropped before it
 * has run, so that a whole sheet is drawn with another one.
 */
export function drawInPart(material: ShaderMaterial, inPart: boolean): void {
  if ('IN_PART' in material.defines === inPart) return;
  material.defines = inPart ? { IN_PART: '' } : {};
  material.needsUpdate = true;
}

/** The material of one {@link Surface3D}; its uniforms are set from the node's signals. */
export function surfaceMaterial() {
  const uniforms = {
    place: { value: new Vector3() },
    side: { value: 1 },
    rise: { value: 1 },
    colors: new Uniform<Texture | null>(null),
    range: { value: new Vector2(-1, 1) },
    reveal: { value: new Vector2(1, 1) },
    opacity: { value: 1 },
    cells: { value: 16 },
    mesh: { value: 0.1 },
    light: { value: new Vector3(0, 0, 1) },
    halfway: { value: new Vector3(0, 0, 1) },
  };
  const material = new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms,
    side: DoubleSide,
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
  });
  return { material, uniforms };
}
