export function reportAnswers(run: {
  answersFile: string;
  apiUrl: string;
  mayWrite: boolean;
  file?: string;
}): void;
