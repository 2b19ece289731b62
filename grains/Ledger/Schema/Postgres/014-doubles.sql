-- Records that share a number are found part by part along an index, without holding up what is being written; and those that share one
-- record's numbers by their key. Most records have neither number at first, and each changes once in its life: it costs few events anything.

CREATE INDEX names_by_case_no ON names (case_no) WHERE case_no IS NOT NULL;
CREATE INDEX names_by_doc_no ON names (doc_no) WHERE doc_no IS NOT NULL;
