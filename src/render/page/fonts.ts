/**
 * Waits until every font that the page declares is there.
 *
 * A declared face is loaded only once something asks for it, and text that was measured before then keeps
 * its wrong width: so all are asked for before the first scene runs.
 *
 * @throws Error naming a face that cannot be loaded: a film in the wrong font is not the film that was asked for.
 */
export async function fontsReady(): Promise<void> {
  await Promise.all(
    [...document.fonts].map(async (face) => {
      try {
        await face.load();
      } catch (error) {
        throw new Error(
          `the font "${face.family}" (weight ${face.weight}, ${face.style}) cannot be loaded: ${error}`,
        );
      }
    }),
  );
  await document.fonts.ready;
}
