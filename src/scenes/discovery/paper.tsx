import { Line, Node, Rect } from '@motion-canvas/2d';
import { Label } from '../../nodes/label';
import { groupDigits } from '../../nodes/number-format';
import type { PlotFrame } from '../../nodes/plot-frame';
import { PlotInterval } from '../../nodes/plot-interval';
import { PlotLevel } from '../../nodes/plot-level';
import { PlotNote } from '../../nodes/plot-note';
import { palette, roles, sizes, strokes, weights } from '../../theme';
import { citation, REPORT } from './published';

/** The paper as a card: title, authors, where it is found. */
export function titleCard(): Node {
  const line = (
    text: string,
    y: number,
    fontSize: number,
    fill: string,
    fontWeight: number = weights.regular,
  ) => <Label text={text} y={y} fontSize={fontSize} fill={fill} fontWeight={fontWeight} />;
  const [name, rest] = REPORT.title.split(': ');
  return (
    <Node y={150} opacity={0}>
      <Rect
        size={[1500, 410]}
        radius={18}
        fill={palette.panel}
        stroke={palette.grid}
        lineWidth={strokes.hair}
      />
      {line(name ?? '', -120, sizes.title, palette.accent, weights.semibold)}
      {line(rest ?? '', -28, sizes.caption, palette.text)}
      {line(REPORT.authors.join(', '), 62, sizes.label, palette.muted)}
      {line(`arXiv ${REPORT.arxiv}, ${REPORT.year}`, 130, sizes.label, palette.text)}
    </Node>
  ) as Node;
}

/** The line that names the source of everything published that is on the screen. */
export function sourceLine(): Label {
  return (
    <Label text={citation()} y={372} fontSize={sizes.small} fill={palette.muted} opacity={0} />
  ) as Label;
}

/** The published figures in a plot of their own: what is known of a stretch as a bar, what is known of a point as a ring. */
export function publishedMarks(frame: PlotFrame) {
  const { memorisedBefore, silentUntil, grokkedNear, modulus } = REPORT;
  return {
    guess: (<PlotLevel frame={frame} value={1 / modulus} text={`a guess: 1 in ${modulus}`} />) as PlotLevel,
    memorised: (
      <PlotInterval
        frame={frame}
        from={1}
        to={memorisedBefore}
        value={1}
        lines={[`train: close to 100\u00a0% before step ${groupDigits(memorisedBefore)}`]}
        offset={[26, 46]}
        color={roles.train}
      />
    ) as PlotInterval,
    silent: (
      <PlotInterval
        frame={frame}
        from={1}
        to={silentUntil}
        value={1 / modulus}
        lines={[`test: very little generalisation before step ${groupDigits(silentUntil)}`]}
        offset={[26, -46]}
        color={roles.test}
      />
    ) as PlotInterval,
    grokked: (
      <PlotNote
        frame={frame}
        point={[grokkedNear, 1]}
        lines={['test: as good as that', `only close to step ${groupDigits(grokkedNear)}`]}
        offset={[-330, 88]}
        color={roles.test}
      />
    ) as PlotNote,
  };
}

/** What the paper found about the amount of data, in two large numbers. */
export function dataFinding(): Node {
  const { task, between, less, longer } = REPORT.data;
  const figure = (x: number, number: string, unit: string, color: string) => (
    <Node x={x}>
      <Label text={number} fontSize={sizes.title} fill={color} />
      <Label text={unit} y={72} />
    </Node>
  );
  return (
    <Node y={70} opacity={0}>
      {figure(-440, `${less}\u00a0% less`, 'of the table to learn from', roles.train)}
      <Line
        points={[
          [-190, 6],
          [-50, 6],
        ]}
        stroke={palette.line}
        lineWidth={strokes.curve}
        endArrow
        arrowSize={18}
      />
      {figure(
        330,
        `${longer[0]} to ${longer[1]}\u00a0% more`,
        'steps (median) until it generalises',
        roles.test,
      )}
      <Label
        text={`${task}, shown ${between[0]} to ${between[1]}\u00a0% of the table`}
        y={158}
        fill={palette.muted}
      />
    </Node>
  ) as Node;
}
