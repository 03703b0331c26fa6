package dev.sluice.builtin.datetime;

import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;
import static dev.sluice.types.AtomicType.TIMESTAMP;
import static dev.sluice.types.AtomicType.TIMESTAMP_NTZ;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Times made of numbers. */
final class MadeTimestampFunctions {
    private static final int NUMBERS = 6;
    private static final int MICRO_PLACES = 6;
    private static final DecimalType SECONDS = new DecimalType(16, MICRO_PLACES);
    private static final String PARAMETERS = "year INT, month INT, day INT, hour INT, minute INT, seconds DECIMAL";

    private MadeTimestampFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                made(family, "make_timestamp", TIMESTAMP, false),
                made(family, "make_timestamp_ltz", TIMESTAMP, false),
                made(family, "make_timestamp_ntz", TIMESTAMP_NTZ, false),
                made(family, "try_make_timestamp", TIMESTAMP, true),
                made(family, "try_make_timestamp_ltz", TIMESTAMP, true),
                made(family, "try_make_timestamp_ntz", TIMESTAMP_NTZ, true));
    }

    private static ScalarFunction made(Family family, String name, AtomicType type, boolean isTrying) {
        String zone = type == TIMESTAMP ? "[, zone STRING]" : "";
        String usage = isTrying
                ? "As " + name.substring("try_".length()) + ", but null where the numbers are no time."
                : "The " + type.sql() + " of these numbers"
                        + (type == TIMESTAMP ? " on a clock of the zone, by default that of the session" : "")
                        + "; of others an error under ANSI rules, else null.";
        return family.declare(
                name,
                name + "(" + PARAMETERS + zone + "): " + type.sql(),
                usage,
                name + "(2024, 2, 29, 12, 34, 56.5) -> 2024-02-29 12:34:56.5",
                call -> bind(call, type, isTrying));
    }

    private static Binding bind(Call call, AtomicType type, boolean isTrying) {
        call.requireCount(NUMBERS, type == TIMESTAMP ? NUMBERS + 1 : NUMBERS);
        List<DataType> castTo = new ArrayList<>();
        for (int index = 0; index < call.size(); index++) {
            castTo.add(parameter(call, index));
        }
        boolean ansi = call.context().ansi() && !isTrying;
        return new Scalar(
                        type,
                        !ansi || call.anyNullable(),
                        true,
                        RowKernels.longsOf(type, () -> new Maker(SessionZone.of(type, call.context()), ansi)::micros))
                .decidedBy(0)
                .castingTo(castTo);
    }

    private static DataType parameter(Call call, int index) {
        if (index == NUMBERS) {
            return call.implicitly(index, STRING);
        }
        if (index < NUMBERS - 1) {
            return call.implicitly(index, INT);
        }
        boolean isNumber = TypeRules.isNumeric(call.type(index))
                || call.type(index) == STRING
                || call.argument(index).isUntypedNull();
        if (!isNumber) {
            throw call.unexpectedType(index, SECONDS.sql());
        }
        return SECONDS;
    }

    /** Remembers the last zone. */
    private static final class Maker {
        private static final int LEAP_SECOND = 60;
        private static final int MICROS = (int) SessionZone.MICROS_PER_SECOND;

        private final boolean ansi;
        private SessionZone zone;
        private String name;

        Maker(SessionZone zone, boolean ansi) {
            this.zone = zone;
            this.name = zone.zone().getId();
            this.ansi = ansi;
        }

        long micros(RowArguments row) {
            if (row.count() > NUMBERS && !row.getText(NUMBERS).equals(name)) {
                name = row.getText(NUMBERS);
                zone = new SessionZone(ZoneNames.parse(name));
            }
            BigDecimal seconds = row.getDecimal(NUMBERS - 1);
            // As in Spark, what an int does not hold begins again at the other end.
            int micros = seconds.movePointRight(MICRO_PLACES).intValue();
            boolean isLeap = Math.floorDiv(micros, MICROS) == LEAP_SECOND;
            if (isLeap && micros != LEAP_SECOND * MICROS) {
                if (ansi) {
                    throw ValueErrors.fractionOfSecond(seconds);
                }
                row.giveNull();
                return 0;
            }
            try {
                LocalDateTime minute =
                        LocalDateTime.of(row.getInt(0), row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4));
                LocalDateTime time = isLeap ? minute.plusMinutes(1) : minute.withSecond(Math.floorDiv(micros, MICROS));
                return zone.instantOf(SessionZone.micros(time.toEpochSecond(ZoneOffset.UTC), micros));
            } catch (DateTimeException refused) {
                if (ansi) {
                    throw ValueErrors.noSuchDate(refused);
                }
                row.giveNull();
                return 0;
            }
        }
    }
}
