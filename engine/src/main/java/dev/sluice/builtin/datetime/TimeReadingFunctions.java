package dev.sluice.builtin.datetime;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.DATE;
import static dev.sluice.types.AtomicType.STRING;
import static dev.sluice.types.AtomicType.TIMESTAMP;
import static dev.sluice.types.AtomicType.TIMESTAMP_NTZ;

import dev.sluice.builtin.cast.Casts;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Flattener;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.TimeTypes;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Functions that read times from texts. */
final class TimeReadingFunctions {
    private TimeReadingFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                reading(
                        family,
                        "to_timestamp",
                        TIMESTAMP,
                        "to_timestamp('2026-01-01 10:00:00') -> 2026-01-01 10:00:00"),
                reading(
                        family,
                        "to_timestamp_ltz",
                        TIMESTAMP,
                        "to_timestamp_ltz('2026-01-01 10:00:00') -> 2026-01-01 10:00:00"),
                reading(
                        family,
                        "to_timestamp_ntz",
                        TIMESTAMP_NTZ,
                        "to_timestamp_ntz('2026-01-01 10:00:00+05:00') -> 2026-01-01 10:00:00"),
                reading(family, "to_date", DATE, "to_date('2026-01-01') -> 2026-01-01"),
                trying(family, "try_to_timestamp", TIMESTAMP, "try_to_timestamp('soon') -> NULL"),
                trying(family, "try_to_date", DATE, "try_to_date('soon') -> NULL"),
                family.declare(
                        List.of("unix_timestamp", "to_unix_timestamp"),
                        List.of(
                                "unix_timestamp(text STRING[, pattern STRING]): BIGINT",
                                "unix_timestamp(time TIMESTAMP): BIGINT",
                                "unix_timestamp(date DATE): BIGINT"),
                        "The whole seconds since the epoch of a time, or of a text in a pattern, by default "
                                + TimeTextFunctions.DEFAULT_PATTERN + ".",
                        "unix_timestamp('1970-01-01 00:00:01') -> 1",
                        TimeReadingFunctions::toSeconds));
    }

    private static ScalarFunction reading(Family family, String name, AtomicType type, String example) {
        return family.declare(
                name,
                name + "(text STRING[, 'format']): " + type.sql(),
                "The text as a " + type.sql() + ", in a format if one is given.",
                example,
                call -> read(call, type));
    }

    private static ScalarFunction trying(Family family, String name, AtomicType type, String example) {
        return family.declare(
                name,
                name + "(text STRING[, 'format']): " + type.sql(),
                "As " + name.substring("try_".length()) + ", but null where the text is none.",
                example,
                call -> tryToRead(call, type));
    }

    private static Binding read(Call call, AtomicType to) {
        call.requireCount(1, 2);
        DataType type = call.type(0);
        // Numbers are seconds of a timestamp, as in a cast; else as in Spark what is no time is written as a text
        // first.
        boolean isCast = TimeTypes.isTime(type)
                || (call.size() == 1 && type == STRING)
                || (call.size() == 1 && to == TIMESTAMP && TypeRules.isNumeric(type));
        if (!(type instanceof ScalarType) || (to == TIMESTAMP && call.size() == 2 && TypeRules.isNumeric(type))) {
            throw call.unexpectedType(0, to.sql());
        }
        if (call.size() == 2 && TimeTypes.isTime(type)) {
            return asHeld(call, to);
        }
        if (isCast) {
            return new Scalar(to, call.argument(0).nullable(), false, Kernels.identity()).castingAllTo(to, 1);
        }
        if (call.size() == 1) {
            BoundScalar cast = Casts.cast(STRING, to, call.argument(0).nullable(), call.context())
                    .orElseThrow();
            return new Scalar(to, cast.isNullable(), cast.canFail(), cast::kernel).castingAllTo(STRING, 1);
        }
        boolean ansi = call.context().ansi();
        if (call.argument(1).literal() instanceof String format) {
            DateTimePattern pattern = new DateTimePattern(format, call.context().timeZone());
            return new Scalar(to, !ansi || call.argument(0).nullable(), ansi, () -> patternKernel(pattern, to, call))
                    .castingAllTo(STRING, 1);
        }
        call.implicitly(1, STRING);
        return new Scalar(to, !ansi || call.anyNullable(), true, inPatternsOfRows(to, call))
                .decidedBy(0)
                .castingAllTo(STRING, 2);
    }

    /** A time where there is a format, which it does not need. As in Spark, its microseconds are what they are of the other type. */
    private static Binding asHeld(Call call, AtomicType to) {
        AtomicType held = call.type(0) == TIMESTAMP_NTZ ? TIMESTAMP_NTZ : TIMESTAMP;
        return new Scalar(to, call.argument(0).nullable(), false, () -> {
                    SessionZone zone = new SessionZone(call.context().timeZone());
                    Flattener flattener = new Flattener();
                    return (arguments, rowCount) -> {
                        LongVector times = (LongVector) flattener.flat(arguments[0], rowCount);
                        return to == DATE
                                ? new IntVector(DATE, dates(times.values(), zone, rowCount), times.validity())
                                : new LongVector(to, times.values(), times.validity());
                    };
                })
                .castingAllTo(held, 1);
    }

    private static int[] dates(long[] times, SessionZone zone, int rowCount) {
        int[] dates = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            dates[row] = zone.localDate(times[row]);
        }
        return dates;
    }

    /** Without ANSI rules, also where they hold elsewhere. */
    private static Binding tryToRead(Call call, AtomicType to) {
        Call lenient = new Call(
                call.name(),
                call.arguments(),
                new FunctionContext(false, call.context().timeZone()));
        boolean isCast =
                call.size() == 1 && (call.type(0) == STRING || (to == TIMESTAMP && TypeRules.isNumeric(call.type(0))));
        if (isCast) {
            BoundScalar cast = Casts.cast(call.type(0), to, call.argument(0).nullable(), lenient.context())
                    .orElseThrow();
            return new Scalar(to, cast.isNullable(), cast.canFail(), cast::kernel).castingAllTo(call.type(0), 1);
        }
        return read(lenient, to);
    }

    private static Binding toSeconds(Call call) {
        call.requireCount(1, 2);
        DataType type = call.type(0);
        boolean isTime = TimeTypes.isTime(type);
        if (!isTime && type != STRING) {
            throw call.unexpectedType(0, "TIMESTAMP");
        }
        boolean ansi = call.context().ansi();
        List<DataType> castTo = new ArrayList<>();
        castTo.add(isTime ? TimeTypes.wider(type, type == DATE ? TIMESTAMP : type) : STRING);
        if (call.size() == 2) {
            castTo.add(call.asText(1));
        }
        ZoneId zone = call.context().timeZone();
        RowKernels.ToLong ofTimes = row -> row.getLong(0) / SessionZone.MICROS_PER_SECOND;
        return new Scalar(
                        BIGINT,
                        !ansi || call.anyNullable(),
                        true,
                        RowKernels.longsOf(BIGINT, () -> isTime ? ofTimes : new Reader(TIMESTAMP, zone, ansi)::seconds))
                .decidedBy(0)
                .castingTo(castTo);
    }

    private static ScalarKernel patternKernel(DateTimePattern pattern, AtomicType to, Call call) {
        Flattener flattener = new Flattener();
        SessionZone zone = new SessionZone(call.context().timeZone());
        return (arguments, rowCount) -> {
            BytesVector texts = (BytesVector) flattener.flat(arguments[0], rowCount);
            long[] times = new long[rowCount];
            long[] present = Kernels.changeable(texts.validity(), rowCount);
            for (int row = 0; row < rowCount; row++) {
                if (!Validity.isPresent(present, row)) {
                    continue;
                }
                OptionalLong micros = micros(texts.text(row), pattern, to);
                times[row] = micros.orElse(0);
                if (micros.isEmpty()) {
                    if (call.context().ansi()) {
                        throw ValueErrors.unparsableTimestamp(texts.text(row), pattern.pattern());
                    }
                    Validity.setNull(present, row);
                }
            }
            long[] validity = Kernels.compact(present, rowCount);
            return TimeTypes.isTimestamp(to)
                    ? new LongVector(to, times, validity)
                    : new IntVector(to, dates(times, zone, rowCount), validity);
        };
    }

    private static OptionalLong micros(String text, DateTimePattern pattern, AtomicType to) {
        return to == TIMESTAMP_NTZ ? pattern.parseLocal(text) : pattern.parse(text);
    }

    private static Supplier<ScalarKernel> inPatternsOfRows(AtomicType to, Call call) {
        ZoneId zone = call.context().timeZone();
        boolean ansi = call.context().ansi();
        if (TimeTypes.isTimestamp(to)) {
            return RowKernels.longsOf(to, () -> new Reader(to, zone, ansi)::micros);
        }
        return RowKernels.datesOf(() -> {
            Reader reader = new Reader(to, zone, ansi);
            SessionZone session = new SessionZone(zone);
            return row -> session.localDate(reader.micros(row));
        });
    }

    /** Remembers the last pattern. */
    private static final class Reader {
        private final AtomicType to;
        private final ZoneId zone;
        private final boolean ansi;
        private DateTimePattern pattern;

        Reader(AtomicType to, ZoneId zone, boolean ansi) {
            this.to = to;
            this.zone = zone;
            this.ansi = ansi;
            this.pattern = new DateTimePattern(TimeTextFunctions.DEFAULT_PATTERN, zone);
        }

        /** Of the text that is argument 0 in the pattern that is argument 1. */
        long micros(RowArguments row) {
            String wanted = row.count() == 2 ? row.getText(1) : TimeTextFunctions.DEFAULT_PATTERN;
            if (!wanted.equals(pattern.pattern())) {
                pattern = new DateTimePattern(wanted, zone);
            }
            String text = row.getText(0);
            OptionalLong micros = TimeReadingFunctions.micros(text, pattern, to);
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
