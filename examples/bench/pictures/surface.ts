import {
  DirectionalLight,
  HemisphereLight,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  WebGLRenderer,
} from 'three';

const SIZE = { width: 1600, height: 900 };
const SIDE = 112;

/** A lit surface of three.js under a camera that goes round it. */
export interface Surface {
  readonly canvas: HTMLCanvasElement;
  /** Draws the moment `turn`, 0 to 1 through the clip. */
  readonly draw: (turn: number) => void;
}

export function createSurface(): Surface {
  const renderer = new WebGLRenderer({ antialias: false, alpha: true, preserveDrawingBuffer: true });
  renderer.setPixelRatio(1);
  renderer.setSize(SIZE.width, SIZE.height, false);
  const geometry = new PlaneGeometry(4, 4, SIDE, SIDE);
  const mesh = new Mesh(geometry, new MeshStandardMaterial({ color: '#4da1f2', roughness: 0.6 }));
  mesh.rotation.x = -Math.PI / 2;
  const scene = new Scene();
  const sun = new DirectionalLight('#ffffff', 2);
  sun.position.set(2, 4, 1);
  scene.add(mesh, sun, new HemisphereLight('#ffffff', '#203040', 1));
  const camera = new PerspectiveCamera(40, SIZE.width / SIZE.height, 0.1, 50);
  const { position } = geometry.attributes;
  if (position === undefined) throw new Error('a plane has positions');
  const draw = (turn: number) => {
    for (let i = 0; i < position.count; i++) {
      const [u, v] = [position.getX(i) / 4, position.getY(i) / 4];
      position.setZ(i, 0.5 * Math.cos(2 * Math.PI * (2 * u + turn)) * Math.cos(2 * Math.PI * (3 * v - turn)));
    }
    position.needsUpdate = true;
    geometry.computeVertexNormals();
    const angle = 2 * Math.PI * turn;
    camera.position.set(6 * Math.sin(angle), 4.5, 6 * Math.cos(angle));
    camera.lookAt(0, 0, 0);
    renderer.render(scene, camera);
  };
  return { canvas: renderer.domElement, draw };
}
