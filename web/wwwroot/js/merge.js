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
    .map((record, index) => ({
      specversion: "1.0",
      id: `${id}-${index}`,
      source: "/local/quality",
      type: "enforcement.record.merged.v1",
      time,
      data: { subjectType: record.kind, subjectId: record.id, intoId: standing.id },
    }));
}
