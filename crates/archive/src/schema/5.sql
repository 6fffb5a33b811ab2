-- How likely a report was read rightly; of a happening, the likeliest of its reports. Unknown for what older versions read.
ALTER TABLE event ADD COLUMN confidence REAL;
ALTER TABLE happening ADD COLUMN confidence REAL;
