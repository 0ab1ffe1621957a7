// How long a text takes to say, as the server measures it: 150 words a minute, a word is letters and digits without anything between.

const WORDS_A_MINUTE = 150;

export function length(text: string): { words: number; seconds: number } {
  const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== "").length;
  return { words, seconds: Math.ceil((words * 60) / WORDS_A_MINUTE) };
}
