/*
 * Every word the shop says, en-GB, by the part of the shop that says it. Nothing here reads data: sentences that
 * need a name or a sum are functions of it.
 */
export * from "./account";
export * from "./basket";
export * from "./cards";
export * from "./checkout";
export * from "./common";
export * from "./frame";
export * from "./mail";
export * from "./orders";
export * from "./shop";
