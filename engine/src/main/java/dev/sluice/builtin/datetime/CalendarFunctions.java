package dev.sluice.builtin.datetime;

import static dev.sluice.types.AtomicType.BOOLEAN;
import static dev.sluice.types.AtomicType.DATE;
import static dev.sluice.types.AtomicType.DOUBLE;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;
import static dev.sluice.types.AtomicType.TIMESTAMP;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.spi.function.ScalarFunction;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Functions of days in the calendar. */
final class CalendarFunctions {
    private static final double SECONDS_PER_31_DAYS = 31.0 * 86_400;
    private static final double EIGHT_PLACES = 1e8;

    private CalendarFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                part(
                        family,
                        "dayofweek",
                        "The day of the week, from 1 for Sunday to 7.",
                        "5",
                        date -> date.getDayOfWeek().getValue() % 7 + 1),
                part(
                        family,
                        "weekday",
                        "The day of the week, from 0 for Monday to 6.",
                        "3",
                        date -> date.getDayOfWeek().getValue() - 1),
                part(family, "dayofyear", "The day of the year, from 1.", "60", LocalDate::getDayOfYear),
                part(
                        family,
                        "weekofyear",
                        "The week of the year, from 1: weeks begin on Mondays, and the first has the first Thursday.",
                        "9",
                        date -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
                part(
                        family,
                        "quarter",
                        "The quarter of the year, from 1.",
                        "1",
                        date -> date.get(IsoFields.QUARTER_OF_YEAR)),
                name(
                        family,
                        "dayname",
                        "The short English name of the day of the week.",
                        "Thu",
                        date -> date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.US)),
                name(
                        family,
                        "monthname",
                        "The short English name of the month.",
                        "Feb",
                        date -> date.getMonth().getDisplayName(TextStyle.SHORT, Locale.US)),
                family.declare(
                        "last_day",
                        "last_day(date DATE): DATE",
                        "The last day of the month.",
                        "last_day('2024-02-10') -> 2024-02-29",
                        Parameters.of(DATE).giving(DATE, RowKernels.dates(row -> {
                            LocalDate date = LocalDate.ofEpochDay(row.getInt(0));
                            return row.getInt(0) + date.lengthOfMonth() - date.getDayOfMonth();
                        }))),
                family.declare(
                        "add_months",
                        "add_months(date DATE, count INT): DATE",
                        "The same day so many months later, or the last of that month.",
                        "add_months('2024-01-31', 1) -> 2024-02-29",
                        Parameters.of(DATE, INT)
                                .mayFail()
                                .giving(DATE, RowKernels.dates(CalendarFunctions::addMonths))),
                family.declare(
                        List.of("datediff", "date_diff"),
                        "datediff(end DATE, start DATE): INT",
                        "The days from the second date to the first.",
                        "datediff('2024-03-01', '2024-02-28') -> 2",
                        Parameters.of(DATE, DATE).giving(INT, RowKernels.ints(row -> row.getInt(0) - row.getInt(1)))),
                family.declare(
                        "months_between",
                        "months_between(end TIMESTAMP, start TIMESTAMP[, rounded BOOLEAN]): DOUBLE",
                        "The months from the second time to the first: whole ones between equal days and between last days,"
                                + " else with a fraction of 31 days, by default rounded to 8 places.",
                        "months_between('2024-03-31', '2024-02-29') -> 1.0",
                        CalendarFunctions::monthsBetween),
                family.declare(
                        "next_day",
                        "next_day(date DATE, day STRING): DATE",
                        "The first day behind the date with this English name, of which two or three letters will do.",
                        "next_day('2024-02-29', 'Mon') -> 2024-03-04",
                        CalendarFunctions::nextDay),
                family.declare(
                        "trunc",
                        "trunc(date DATE, unit STRING): DATE",
                        "The first day of the year, quarter, month or week; null for other units.",
                        "trunc('2024-02-29', 'month') -> 2024-02-01",
                        CalendarFunctions::cut),
                family.declare(
                        "make_date",
                        "make_date(year INT, month INT, day INT): DATE",
                        "The date of these numbers; of others an error under ANSI rules, else null.",
                        "make_date(2024, 2, 29) -> 2024-02-29",
                        CalendarFunctions::make),
                family.declare(
                        "unix_date",
                        "unix_date(date DATE): INT",
                        "The days since 1970-01-01.",
                        "unix_date(to_date('1970-01-02')) -> 1",
                        CalendarFunctions::days),
                family.declare(
                        "date_from_unix_date",
                        "date_from_unix_date(days INT): DATE",
                        "The date so many days after 1970-01-01.",
                        "date_from_unix_date(1) -> 1970-01-02",
                        Parameters.of(INT).giving(DATE, RowKernels.dates(row -> row.getInt(0)))));
    }

    private static ScalarFunction part(
            Family family, String name, String usage, String result, ToIntFunction<LocalDate> part) {
        return family.declare(
                name,
                name + "(date DATE): INT",
                usage,
                name + "('2024-02-29') -> " + result,
                Parameters.of(DATE)
                        .giving(INT, RowKernels.ints(row -> part.applyAsInt(LocalDate.ofEpochDay(row.getInt(0))))));
    }

    private static ScalarFunction name(
            Family family, String name, String usage, String result, Function<LocalDate, String> part) {
        return family.declare(
                name,
                name + "(date DATE): STRING",
                usage,
                name + "('2024-02-29') -> " + result,
                Parameters.of(DATE)
                        .giving(
                                STRING,
                                RowKernels.texts(
                                        (row, out) -> out.append(part.apply(LocalDate.ofEpochDay(row.getInt(0)))))));
    }

    private static int addMonths(RowArguments row) {
        try {
            return Math.toIntExact(LocalDate.ofEpochDay(row.getInt(0))
                    .plusMonths(row.getInt(1))
                    .toEpochDay());
        } catch (DateTimeException | ArithmeticException tooFar) {
            throw ValueErrors.overflow("integer", "add_months");
        }
    }

    /** Unlike other functions it casts nothing. */
    private static ScalarFunction.Binding days(Call call) {
        call.requireCount(1, 1);
        if (call.type(0) != DATE && !call.argument(0).isUntypedNull()) {
            throw call.unexpectedType(0, "DATE");
        }
        return Parameters.of(DATE)
                .giving(INT, RowKernels.ints(row -> row.getInt(0)))
                .bind(call);
    }

    private static ScalarFunction.Binding monthsBetween(Call call) {
        Binder binder = Parameters.of(TIMESTAMP, TIMESTAMP, BOOLEAN).atLeast(2).giving(DOUBLE, () -> {
            SessionZone zone = new SessionZone(call.context().timeZone());
            return RowKernels.doubles(row -> monthsBetween(row, zone)).get();
        });
        return binder.bind(call);
    }

    private static double monthsBetween(RowArguments row, SessionZone zone) {
        int endDay = zone.localDate(row.getLong(0));
        int startDay = zone.localDate(row.getLong(1));
        LocalDate end = LocalDate.ofEpochDay(endDay);
        LocalDate start = LocalDate.ofEpochDay(startDay);
        double months = 12.0 * (end.getYear() - start.getYear()) + end.getMonthValue() - start.getMonthValue();
        boolean areLastDays =
                end.getDayOfMonth() == end.lengthOfMonth() && start.getDayOfMonth() == start.lengthOfMonth();
        if (end.getDayOfMonth() == start.getDayOfMonth() || areLastDays) {
            return months;
        }
        long seconds = (end.getDayOfMonth() - start.getDayOfMonth()) * 86_400L
                + secondOfDay(row.getLong(0), endDay, zone)
                - secondOfDay(row.getLong(1), startDay, zone);
        double exact = months + seconds / SECONDS_PER_31_DAYS;
        boolean isRounded = row.count() == 2 || row.getBoolean(2);
        return isRounded ? Math.round(exact * EIGHT_PLACES) / EIGHT_PLACES : exact;
    }

    private static long secondOfDay(long micros, int day, SessionZone zone) {
        return (micros - zone.startOfDay(day)) / SessionZone.MICROS_PER_SECOND;
    }

    private static ScalarFunction.Binding nextDay(Call call) {
        boolean ansi = call.context().ansi();
        Parameters parameters = Parameters.of(DATE, STRING).mayGiveNull();
        return (ansi ? parameters.mayFail() : parameters)
                .giving(DATE, RowKernels.dates(row -> nextDay(row, ansi)))
                .bind(call);
    }

    private static int nextDay(RowArguments row, boolean ansi) {
        String name = row.getText(1);
        int wanted = dayOfWeek(name);
        if (wanted == 0) {
            if (ansi) {
                throw ValueErrors.illegalDayOfWeek(name);
            }
            row.giveNull();
            return 0;
        }
        int day = row.getInt(0);
        int today = LocalDate.ofEpochDay(day).getDayOfWeek().getValue();
        return day + 1 + Math.floorMod(wanted - today - 1, 7);
    }

    /** From 1 for Monday, or 0. */
    private static int dayOfWeek(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "MO", "MON", "MONDAY" -> 1;
            case "TU", "TUE", "TUESDAY" -> 2;
            case "WE", "WED", "WEDNESDAY" -> 3;
            case "TH", "THU", "THURSDAY" -> 4;
            case "FR", "FRI", "FRIDAY" -> 5;
            case "SA", "SAT", "SATURDAY" -> 6;
            case "SU", "SUN", "SUNDAY" -> 7;
            default -> 0;
        };
    }

    /** The unit is looked at first: with one that is none the date is not asked for. */
    private static ScalarFunction.Binding cut(Call call) {
        return new Scalar(DATE, true, false, RowKernels.dates(CalendarFunctions::cut))
                .decidedBy(
                        1,
                        (units, row) ->
                                unitOfDates(((BytesVector) units).text(row)).isEmpty())
                .castingTo(Parameters.of(DATE, STRING).casts(call));
    }

    private static Optional<TruncationUnit> unitOfDates(String name) {
        return TruncationUnit.of(name).filter(TruncationUnit::isOfDates);
    }

    private static int cut(RowArguments row) {
        Optional<TruncationUnit> unit = unitOfDates(row.getText(1));
        if (unit.isEmpty()) {
            row.giveNull();
            return 0;
        }
        return Math.toIntExact(
                unit.get().firstDay(LocalDate.ofEpochDay(row.getInt(0))).toEpochDay());
    }

    private static ScalarFunction.Binding make(Call call) {
        boolean ansi = call.context().ansi();
        Parameters parameters = Parameters.of(INT, INT, INT);
        return (ansi ? parameters.mayFail() : parameters.mayGiveNull())
                .giving(DATE, RowKernels.dates(row -> make(row, ansi)))
                .bind(call);
    }

    private static int make(RowArguments row, boolean ansi) {
        try {
            return Math.toIntExact(
                    LocalDate.of(row.getInt(0), row.getInt(1), row.getInt(2)).toEpochDay());
        } catch (DateTimeException | ArithmeticException refused) {
            if (ansi) {
                throw ValueErrors.noSuchDate(refused);
            }
            row.giveNull();
            return 0;
        }
    }
}
