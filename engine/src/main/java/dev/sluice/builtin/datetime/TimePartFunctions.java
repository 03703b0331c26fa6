package dev.sluice.builtin.datetime;

import static dev.sluice.types.AtomicType.DATE;
import static dev.sluice.types.AtomicType.DOUBLE;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;
import static dev.sluice.types.AtomicType.TIMESTAMP;
import static dev.sluice.types.AtomicType.TIMESTAMP_NTZ;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Parts of times by their name, and times moved between zones. */
final class TimePartFunctions {
    /** The names of a part, and the function that gives it. */
    private static final Map<List<String>, String> PARTS = Map.ofEntries(
            Map.entry(List.of("YEAR", "Y", "YEARS", "YR", "YRS"), "year"),
            Map.entry(List.of("QUARTER", "QTR"), "quarter"),
            Map.entry(List.of("MONTH", "MON", "MONS", "MONTHS"), "month"),
            Map.entry(List.of("WEEK", "W", "WEEKS"), "weekofyear"),
            Map.entry(List.of("DAY", "D", "DAYS"), "day"),
            Map.entry(List.of("DAYOFWEEK", "DOW"), "dayofweek"),
            Map.entry(List.of("DOY"), "dayofyear"),
            Map.entry(List.of("HOUR", "H", "HOURS", "HR", "HRS"), "hour"),
            Map.entry(List.of("MINUTE", "M", "MIN", "MINS", "MINUTES"), "minute"));

    private static final Map<String, String> FUNCTIONS = PARTS.entrySet().stream()
            .flatMap(entry -> entry.getKey().stream().map(name -> Map.entry(name, entry.getValue())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final DecimalType SECONDS_OF_MINUTE = new DecimalType(8, 6);
    private static final List<String> SECONDS = List.of("SECOND", "S", "SEC", "SECONDS", "SECS");

    private TimePartFunctions() {}

    /** @param known the functions of single parts */
    static List<ScalarFunction> all(Family family, List<ScalarFunction> known) {
        Map<String, ScalarFunction> byName = known.stream()
                .collect(Collectors.toMap(function -> function.documentation().name(), Function.identity()));
        return List.of(
                family.declare(
                        List.of("date_part", "datepart", "extract"),
                        List.of(
                                "date_part('part', date DATE): INT",
                                "date_part('part', time TIMESTAMP): INT",
                                "date_part('part of seconds', time TIMESTAMP): DECIMAL"),
                        "A part of a time: YEAR, QUARTER, MONTH, WEEK, DAY, DAYOFWEEK from 1 for Sunday, DAYOFWEEK_ISO from 1"
                                + " for Monday, DOY, HOUR, MINUTE, SECOND with its fraction, or YEAROFWEEK, the year that the week"
                                + " belongs to.",
                        "date_part('month', '2024-02-29') -> 2",
                        call -> part(call, byName)),
                family.declare(
                        "from_utc_timestamp",
                        "from_utc_timestamp(time TIMESTAMP, zone STRING): TIMESTAMP",
                        "What a clock of the zone shows when one of UTC shows the time.",
                        "from_utc_timestamp('2024-02-29 12:00:00', 'Asia/Tokyo') -> 2024-02-29 21:00:00",
                        moved(SessionZone::localMicros)),
                family.declare(
                        "to_utc_timestamp",
                        "to_utc_timestamp(time TIMESTAMP, zone STRING): TIMESTAMP",
                        "What a clock of UTC shows when one of the zone shows the time.",
                        "to_utc_timestamp('2024-02-29 21:00:00', 'Asia/Tokyo') -> 2024-02-29 12:00:00",
                        moved(SessionZone::instantOf)),
                family.declare(
                        List.of("convert_timezone"),
                        List.of(
                                "convert_timezone(from STRING, to STRING, time TIMESTAMP_NTZ): TIMESTAMP_NTZ",
                                "convert_timezone(to STRING, time TIMESTAMP_NTZ): TIMESTAMP_NTZ"),
                        "What a clock of one zone shows when one of another, by default that of the session, shows the time.",
                        "convert_timezone('UTC', 'Asia/Tokyo', '2024-02-29 12:00:00') -> 2024-02-29 21:00:00",
                        TimePartFunctions::converted));
    }

    private static Binding part(Call call, Map<String, ScalarFunction> functions) {
        call.requireCount(2, 2);
        if (call.isNull(0)) {
            return new Scalar(DOUBLE, true, false, Kernels.nulls(DOUBLE)).castingTo(List.of());
        }
        String name = call.requireConstantText(0, "field").toUpperCase(Locale.ROOT);
        Call source = new Call(call.name(), call.arguments().subList(1, 2), call.context());
        if (source.type(0) instanceof IntervalType interval) {
            return behindName(IntervalFunctions.part(source, name, interval)
                    .orElseThrow(() -> SluiceException.analysis(
                                    ErrorCondition.INVALID_EXTRACT_FIELD,
                                    "Cannot extract `" + name + "` from \""
                                            + source.argument(0).sql() + "\".")
                            .mend("ask for one of the units of " + interval.sql())
                            .build()));
        }
        String function = FUNCTIONS.get(name);
        if (function != null) {
            return behindName(
                    Objects.requireNonNull(functions.get(function), function).bind(source.arguments(), call.context()));
        }
        if (name.equals("YEAROFWEEK")) {
            return behindName(
                    ofDate(date -> date.get(IsoFields.WEEK_BASED_YEAR)).bind(source));
        }
        if (name.equals("DAYOFWEEK_ISO") || name.equals("DOW_ISO")) {
            return behindName(ofDate(date -> date.getDayOfWeek().getValue()).bind(source));
        }
        if (SECONDS.contains(name)) {
            ScalarFunction whole = Objects.requireNonNull(functions.get("second"), "second");
            DataType time =
                    whole.bind(source.arguments(), call.context()).castTo().getFirst();
            return behindName(seconds(source, time));
        }
        throw SluiceException.analysis(
                        ErrorCondition.INVALID_EXTRACT_FIELD,
                        "Cannot extract `" + name + "` from \""
                                + source.argument(0).sql() + "\".")
                .mend("ask for a part such as YEAR, MONTH or HOUR")
                .build();
    }

    /** The seconds of a minute with their fraction. */
    private static Binding seconds(Call source, DataType time) {
        return new Scalar(SECONDS_OF_MINUTE, source.anyNullable(), false, RowKernels.longsOf(SECONDS_OF_MINUTE, () -> {
                    SessionZone zone = SessionZone.of(time, source.context());
                    return row -> {
                        long micros = row.getLong(0);
                        return Math.floorMod(zone.localSeconds(micros), 60) * SessionZone.MICROS_PER_SECOND
                                + Math.floorMod(micros, SessionZone.MICROS_PER_SECOND);
                    };
                }))
                .castingAllTo(time, 1);
    }

    private static Binder ofDate(ToIntFunction<LocalDate> part) {
        return Parameters.of(DATE)
                .giving(INT, RowKernels.ints(row -> part.applyAsInt(LocalDate.ofEpochDay(row.getInt(0)))));
    }

    /** The function of the second argument, where the first has been used up. */
    private static Binding behindName(Binding binding) {
        BoundScalar function = binding.function();
        Scalar behind = new Scalar(function.resultType(), function.isNullable(), function.canFail(), () -> {
            ScalarKernel kernel = function.kernel();
            return (arguments, rowCount) -> kernel.evaluate(new Vector[] {arguments[1]}, rowCount);
        });
        return behind.castingTo(List.<DataType>of(STRING, binding.castTo().getFirst()));
    }

    private static Binding converted(Call call) {
        call.requireCount(2, 3);
        int last = call.size() - 1;
        List<DataType> castTo = new ArrayList<>();
        for (int index = 0; index < last; index++) {
            castTo.add(call.implicitly(index, STRING));
        }
        castTo.add(call.implicitly(last, TIMESTAMP_NTZ));
        ZoneId own = call.context().timeZone();
        return new Scalar(TIMESTAMP_NTZ, call.anyNullable(), true, RowKernels.longsOf(TIMESTAMP_NTZ, () -> {
                    Zones from = new Zones(own);
                    Zones to = new Zones(own);
                    return row -> {
                        SessionZone source = last == 2 ? from.named(row.getText(0)) : from.zone;
                        SessionZone target = to.named(row.getText(last - 1));
                        return target.localMicros(source.instantOf(row.getLong(last)));
                    };
                }))
                .decidedBy(0)
                .castingTo(castTo);
    }

    /** Moves a time by a zone. */
    @FunctionalInterface
    private interface Move {
        long apply(SessionZone zone, long micros);
    }

    private static Binder moved(Move move) {
        return Parameters.of(TIMESTAMP, STRING).mayFail().giving(TIMESTAMP, RowKernels.longsOf(TIMESTAMP, () -> {
            Zones zones = new Zones(ZoneOffset.UTC);
            return row -> move.apply(zones.named(row.getText(1)), row.getLong(0));
        }));
    }

    /** Remembers the last zone. */
    private static final class Zones {
        private String name;
        private SessionZone zone;

        Zones(ZoneId first) {
            this.name = first.getId();
            this.zone = new SessionZone(first);
        }

        SessionZone named(String wanted) {
            if (!wanted.equals(name)) {
                zone = new SessionZone(ZoneNames.parse(wanted));
                name = wanted;
            }
            return zone;
        }
    }
}
