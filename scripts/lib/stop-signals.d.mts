export function onStopRequest(stop: (reason: string) => void, options?: { withParent?: boolean }): void;
