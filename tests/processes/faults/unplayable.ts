/** What the table asks for and this program cannot play, with the reason and where else it is held. */
export const unplayable: readonly { row: number; what: string; why: string }[] = [
  {
    row: 11,
    what: "failed look-up of the name, TLS error",
    why: "the running shop calls 127.0.0.1 over plain HTTP; the client's classes of errors are unit tests",
  },
  {
    row: 32,
    what: "5,000 events a second",
    why: "two cores make a few hundred: three thousand come as fast as they can be sent",
  },
  {
    row: 39,
    what: "SIGKILL and SIGSTOP at every await",
    why: "played by the section `crash`, at every point there is",
  },
  {
    row: 39,
    what: "out of memory, disk full",
    why: "both end a process or a connection without a word, as the kills and cuts do; a full disk would be everybody's",
  },
  {
    row: 39,
    what: "two versions of the shop at once",
    why: "there is one version yet",
  },
];
