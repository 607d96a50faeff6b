import { groupDigits, percent } from '../../nodes/number-format';
import { PlotNote } from '../../nodes/plot-note';
import { PlotSpan } from '../../nodes/plot-span';
import { palette, roles } from '../../theme';
import type { MetricPlot } from './stage';
import { MEMORISED, type TrainingCurves, type TrainingStory, valueAtStep } from './training-curves';

/** Where almost every train pair is right. */
export function memorisedNote(
  plot: MetricPlot,
  curves: TrainingCurves,
  { memorised }: TrainingStory,
): PlotNote {
  return (
    <PlotNote
      frame={plot.frame}
      point={[memorised, valueAtStep(curves.trainAccuracy, memorised)]}
      lines={[`${percent(MEMORISED, 0)} of the train pairs`, `after ${groupDigits(memorised)} steps`]}
      offset={[-330, 120]}
      color={roles.train}
    />
  ) as PlotNote;
}

/** Where test loss is worst. */
export function peakNote(plot: MetricPlot, { peak }: TrainingStory): PlotNote {
  return (
    <PlotNote
      frame={plot.frame}
      point={[peak.step, peak.loss]}
      lines={[`worst at step ${groupDigits(peak.step)}`]}
      offset={[170, 150]}
      color={roles.test}
    />
  ) as PlotNote;
}

/** How long before test accuracy rises the excluded loss turns up: an arrow in the gap between the plots. */
export function leadSpan(
  accuracy: MetricPlot,
  loss: MetricPlot,
  curves: TrainingCurves,
  { phases, risen }: TrainingStory,
): PlotSpan {
  const [turn] = phases.circuitFormation;
  return (
    <PlotSpan
      frame={loss.frame}
      begin={{ value: turn, from: () => loss.frame.yAt(valueAtStep(curves.excludedLoss, turn)) }}
      end={{ value: risen, from: () => accuracy.frame.yAt(valueAtStep(curves.testAccuracy, risen)) }}
      height={() => (accuracy.frame.bottom + loss.frame.top()) / 2}
      text={`${groupDigits(risen - turn)} steps`}
      color={palette.accent}
    />
  ) as PlotSpan;
}
