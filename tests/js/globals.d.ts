/** Set by the library scripts of a page. */
declare const signalR: any;
declare const Chart: any;

/** Has no types of its own. */
declare module "css-tree";
