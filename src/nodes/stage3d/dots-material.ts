import { CustomBlending, OneFactor, OneMinusSrcAlphaFactor, ShaderMaterial, Vector3 } from 'three';

/** Dots appear one after the other: the newest few are still growing. */
const vertexShader = /* glsl */ `
  attribute vec3 dot;
  attribute float turn;
  uniform vec3 place;
  uniform float side;
  uniform float rise;
  uniform float count;
  uniform float diameter;
  uniform float nearness;

  void main() {
    float grown = clamp(count - turn, 0.0, 1.0);
    vec3 world = place + vec3((dot.xy - 0.5) * side, dot.z * rise);
    gl_Position = projectionMatrix * viewMatrix * vec4(world, 1.0);
    gl_PointSize = diameter * grown * nearness / gl_Position.w + 2.0;
    // In front of the sheet that they lie on, and nowhere if they have not come yet.
    gl_Position.z -= 0.004 * gl_Position.w;
    if (grown <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  }
`;

/** A little ball: bright to the upper left, darker at its rim, soft over the last pixel. */
const fragmentShader = /* glsl */ `
  uniform vec3 color;
  uniform float opacity;

  void main() {
    vec2 at = 2.0 * gl_PointCoord - 1.0;
    float pixel = fwidth(at.x);
    float radius = length(at) / (1.0 - pixel);
    float alpha = opacity * (1.0 - smoothstep(1.0 - pixel, 1.0 + pixel, radius));
    if (alpha <= 0.02) discard;
    float facing = sqrt(max(1.0 - radius * radius, 0.0));
    float light = 0.62 + 0.38 * facing + 0.25 * max(dot(vec3(at.x, -at.y, facing), vec3(-0.5, 0.6, 0.62)) - 0.55, 0.0);
    gl_FragColor = vec4(min(color * light, 1.0) * alpha, alpha);
  }
`;

/** The material of one {@link Dots3D}; its uniforms are set from the node's signals. */
export function dotsMaterial() {
  const uniforms = {
    place: { value: new Vector3() },
    side: { value: 1 },
    rise: { value: 1 },
    count: { value: 0 },
    diameter: { value: 10 },
    nearness: { value: 1 },
    color: { value: new Vector3(1, 1, 1) },
    opacity: { value: 1 },
  };
  const material = new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms,
    transparent: true,
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
  });
  return { material, uniforms };
}
