//! Article and document to record.
