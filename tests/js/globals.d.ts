/** Set by the library scripts of a page. */
declare const signalR: any;
declare const Chart: any;
