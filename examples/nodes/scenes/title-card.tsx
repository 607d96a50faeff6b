import { createRef } from '@motion-canvas/core';
import { TitleCard } from '../../../src/nodes/title-card';
import { makeExample } from '../example';

/** A title comes, is read, and goes. */
export default makeExample(function* (view) {
  const card = createRef<TitleCard>();
  view.add(<TitleCard ref={card} title={'Addition that wraps'} />);
  yield* card().play();
});
