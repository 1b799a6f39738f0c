const esc = '\u001B[';

/** The alternate screen (xterm private modes 1049 and 25); what is returned goes back, and is harmless twice. */
export function enterScreen(output: NodeJS.WriteStream): () => void {
  output.write(`${esc}?1049h${esc}?25l${esc}H`);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    output.write(`${esc}?25h${esc}?1049l`);
  };
}
