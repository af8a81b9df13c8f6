-- What is forgotten by its time is found by its time: rows come nearly in order, so a few pages of ranges do.
create index telemetry_verdict_time on telemetry_verdict using brin (bucket);
create index telemetry_expected_time on telemetry_expected using brin (bucket);
create index telemetry_signal_time on telemetry_signal using brin (bucket);
