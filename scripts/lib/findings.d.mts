export type Finding = {
  id: string;
  question: string;
  answer: string;
  state: string;
  source: string;
  reliedOnBy: string;
  heading: string;
};
export type Answer = { id: string; answer: string };

export const findingsFile: string;
export const dojoItself: string;
export function readFindings(text: string): Finding[];
export function answerOfEmulator(row: Pick<Finding, "answer" | "state">): string;
export function withAnswers(text: string, answers: Answer[], date: string): string;
