import { type CalculateMetadataFunction, Composition } from 'remotion';
import { Pause, Text } from './scenes/dial';
import { Quads } from './scenes/quads';
import { SurfacePicture } from './scenes/surface';

type Clip = { width: number; height: number; fps: number; seconds: number };

/** Size, rate and length are told from outside. */
const told: CalculateMetadataFunction<Clip> = ({ props: { width, height, fps, seconds } }) => {
  return { width, height, fps, durationInFrames: Math.round(fps * seconds) };
};

const scenes = { text: Text, quads: Quads, surface: SurfacePicture, pause: Pause };

/** The four scenes; each takes its moment from its frame. */
export function Root() {
  return Object.entries(scenes).map(([id, component]) => (
    <Composition
      key={id}
      id={id}
      component={component}
      defaultProps={{ width: 1920, height: 1080, fps: 60, seconds: 10 }}
      calculateMetadata={told}
    />
  ));
}
