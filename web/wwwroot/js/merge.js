/** @typedef {{kind: string, id: string}} RecordName */

/**
 * The events by which one of several records stands for the others: they keep their history and count in nothing.
 *
 * @param {RecordName} standing
 * @param {RecordName[]} records  all of them
 * @param {{id: string, time: string}} stamp  the first part of the ids of the events, and when somebody said so
 */
export function merging(standing, records, { id, time }) {
  return records
    .filter((record) => record.kind === standing.kind && record.id !== standing.id)
    .map((record, index) => told(record, standing.id, { id: `${id}-${index}`, time }));
}

/**
 * The event by which a merged record stands for itself again.
 *
 * @param {RecordName} record
 * @param {string} into  the id it was merged into
 * @param {{id: string, time: string}} stamp
 */
export function takingBack(record, into, stamp) {
  return { ...told(record, into, stamp), op: "d" };
}

/** @param {RecordName} record @param {string} into @param {{id: string, time: string}} stamp */
function told(record, into, { id, time }) {
  return {
    specversion: "1.0",
    id,
    source: "/local/quality",
    type: "enforcement.record.merged.v1",
    time,
    data: { subjectType: record.kind, subjectId: record.id, intoId: into },
  };
}
