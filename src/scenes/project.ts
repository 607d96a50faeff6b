import { makeProject } from '@motion-canvas/core';
import clocks from './clocks?scene';
import clues from './clues?scene';
import coldOpen from './cold-open?scene';
import discovery from './discovery?scene';
import excludedLoss from './excluded-loss?scene';
import finale from './finale?scene';
import fourier from './fourier?scene';
import lossCurves from './loss-curves?scene';
import modelView from './model-view?scene';
import modularAddition from './modular-addition?scene';
import probes from './probes?scene';
import surfaces from './surfaces?scene';
import trigIdentity from './trig-identity?scene';

/** The chapters that exist, in story order. */
export default makeProject({
  name: 'clockwork',
  scenes: [
    coldOpen,
    modularAddition,
    modelView,
    discovery,
    lossCurves,
    clues,
    fourier,
    probes,
    clocks,
    surfaces,
    trigIdentity,
    excludedLoss,
    finale,
  ],
  variables: { run: import.meta.env.CLOCKWORK_RUN ?? 'default' },
});
