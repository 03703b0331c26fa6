package dev.sluice.builtin.datetime;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.STRING;
import static dev.sluice.types.AtomicType.TIMESTAMP;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import java.time.ZoneId;
import java.util.List;

/** Functions that write times in a pattern. */
final class TimeTextFunctions {
    static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";

    private TimeTextFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "date_format",
                        "date_format(time TIMESTAMP, pattern STRING): STRING",
                        "The time written in a pattern.",
                        "date_format('2024-02-29 10:20:30', 'dd.MM.yyyy HH:mm') -> 29.02.2024 10:20",
                        TimeTextFunctions::write),
                family.declare(
                        "from_unixtime",
                        "from_unixtime(seconds BIGINT[, pattern STRING]): STRING",
                        "The time so many seconds after the epoch, written in a pattern, by default " + DEFAULT_PATTERN
                                + ".",
                        "from_unixtime(0) -> 1970-01-01 00:00:00",
                        TimeTextFunctions::fromSeconds));
    }

    /** Remembers the last pattern. */
    private static final class Writer {
        private final ZoneId zone;
        private String text = DEFAULT_PATTERN;
        private TimeWriter writer;

        Writer(ZoneId zone) {
            this.zone = zone;
            this.writer = new TimeWriter(text, zone);
        }

        void append(long micros, String pattern, TextOutput out) {
            if (!pattern.equals(text)) {
                writer = new TimeWriter(pattern, zone);
                text = pattern;
            }
            out.append(writer.write(micros));
        }
    }

    private static Binding write(Call call) {
        ZoneId zone = call.context().timeZone();
        return Parameters.of(TIMESTAMP, STRING)
                .mayFail()
                .giving(STRING, RowKernels.textsOf(() -> {
                    Writer writer = new Writer(zone);
                    return (row, out) -> writer.append(row.getLong(0), row.getText(1), out);
                }))
                .bind(call);
    }

    private static Binding fromSeconds(Call call) {
        ZoneId zone = call.context().timeZone();
        return Parameters.of(BIGINT, STRING)
                .atLeast(1)
                .mayFail()
                .giving(STRING, RowKernels.textsOf(() -> {
                    Writer writer = new Writer(zone);
                    return (row, out) -> writer.append(
                            row.getLong(0) * SessionZone.MICROS_PER_SECOND,
                            row.count() == 2 ? row.getText(1) : DEFAULT_PATTERN,
                            out);
                }))
                .bind(call);
    }
}
