export { Anchored } from './anchored';
export { along, type CameraPose, onTargetPlane, type Point3, project } from './camera';
export { Dots3D } from './dots3d';
export { Lines3D, type Segment } from './lines3d';
export { type HeightTick, SheetFrame } from './sheet-frame';
export { Stage3D } from './stage3d';
export { type Field, slopes, weightedSum } from './surface-geometry';
export { Surface3D } from './surface3d';
export { tint } from './tint';
