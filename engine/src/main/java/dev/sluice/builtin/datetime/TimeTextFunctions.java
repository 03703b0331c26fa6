package dev.sluice.builtin.datetime;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.DATE;
import static dev.sluice.types.AtomicType.STRING;
import static dev.sluice.types.AtomicType.TIMESTAMP;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Functions between times, texts in a pattern, and seconds since the epoch. */
final class TimeTextFunctions {
    private static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";

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
                        TimeTextFunctions::fromSeconds),
                family.declare(
                        List.of("unix_timestamp", "to_unix_timestamp"),
                        List.of(
                                "unix_timestamp(text STRING[, pattern STRING]): BIGINT",
                                "unix_timestamp(time TIMESTAMP): BIGINT",
                                "unix_timestamp(date DATE): BIGINT"),
                        "The whole seconds since the epoch of a time, or of a text in a pattern, by default "
                                + DEFAULT_PATTERN + ".",
                        "unix_timestamp('1970-01-01 00:00:01') -> 1",
                        TimeTextFunctions::toSeconds));
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

    private static Binding toSeconds(Call call) {
        call.requireCount(1, 2);
        DataType type = call.type(0);
        boolean isTime = type == TIMESTAMP || type == DATE;
        if (!isTime && type != STRING) {
            throw call.unexpectedType(0, "TIMESTAMP");
        }
        boolean ansi = call.context().ansi();
        List<DataType> castTo = new ArrayList<>();
        castTo.add(isTime ? TIMESTAMP : STRING);
        if (call.size() == 2) {
            castTo.add(call.implicitly(1, STRING));
        }
        ZoneId zone = call.context().timeZone();
        RowKernels.ToLong ofTimes = row -> row.getLong(0) / SessionZone.MICROS_PER_SECOND;
        return new Scalar(
                        BIGINT,
                        !ansi || call.anyNullable(),
                        true,
                        RowKernels.longsOf(AtomicType.BIGINT, () -> isTime ? ofTimes : new Reader(zone, ansi)::seconds))
                .decidedBy(0)
                .castingTo(castTo);
    }

    /** Kernels that read texts in patterns that come from rows. */
    static Supplier<ScalarKernel> reading(AtomicType to, Call call) {
        ZoneId zone = call.context().timeZone();
        boolean ansi = call.context().ansi();
        if (to == TIMESTAMP) {
            return RowKernels.longsOf(TIMESTAMP, () -> new Reader(zone, ansi)::micros);
        }
        return RowKernels.datesOf(() -> {
            Reader reader = new Reader(zone, ansi);
            SessionZone session = new SessionZone(zone);
            return row -> session.localDate(reader.micros(row));
        });
    }

    /** Remembers the last pattern. */
    private static final class Reader {
        private final ZoneId zone;
        private final boolean ansi;
        private DateTimePattern pattern;

        Reader(ZoneId zone, boolean ansi) {
            this.zone = zone;
            this.ansi = ansi;
            this.pattern = new DateTimePattern(DEFAULT_PATTERN, zone);
        }

        /** Of the text that is argument 0 in the pattern that is argument 1. */
        long micros(RowArguments row) {
            String wanted = row.count() == 2 ? row.getText(1) : DEFAULT_PATTERN;
            if (!wanted.equals(pattern.pattern())) {
                pattern = new DateTimePattern(wanted, zone);
            }
            String text = row.getText(0);
            OptionalLong micros = pattern.parse(text);
            if (micros.isEmpty()) {
                if (ansi) {
                    throw ValueErrors.unparsableTimestamp(text, wanted);
                }
                row.giveNull();
            }
            return micros.orElse(0);
        }

        long seconds(RowArguments row) {
            return micros(row) / SessionZone.MICROS_PER_SECOND;
        }
    }
}
