package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.config.Options;
import dev.sluice.format.DateTimes;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordParser;
import dev.sluice.format.SchemaInference;
import dev.sluice.format.SeparatedRecords;
import dev.sluice.format.TimePattern;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the columns of CSV as Spark does: as many as the first record has fields, each of the narrowest type that fits. */
final class CsvInference implements SchemaInference {
    private final Records records;
    private final RecordParser parser;

    CsvInference(Options options, ZoneId sessionZone, boolean isText) {
        this.records = new Records(options, sessionZone, isText);
        String separator = CsvOptions.readSeparator(options);
        this.parser = isText || separator == null || options.get(CsvOptions.MULTI_LINE)
                ? records
                : new SeparatedRecords(records, separator);
    }

    @Override
    public RecordParser parser() {
        return parser;
    }

    @Override
    public StructType schema() {
        StructType schema = new StructType();
        String[] names = records.names == null ? new String[0] : records.names;
        for (int column = 0; column < names.length; column++) {
            DataType type = column < records.types.size() ? records.types.get(column) : null;
            schema = schema.add(names[column], type == null ? AtomicType.STRING : type);
        }
        return schema;
    }

    private static final class Records extends CsvRecords {
        private final boolean infersTypes;
        private final boolean prefersDates;
        private final String nullValue;
        private final List<String> wordsOfNumbers;
        private final ZoneId zone;
        private final @Nullable TimePattern timestampPattern;
        private final @Nullable TimePattern datePattern;

        /** Null before the first record. */
        private String @Nullable [] names;

        /** Of each column what all values so far fit, null for nothing but nulls. */
        private final List<@Nullable DataType> types = new ArrayList<>();

        private boolean hasTypes;
        private long recordCount;

        Records(Options options, ZoneId sessionZone, boolean isText) {
            super(options, isText);
            this.infersTypes = options.get(CsvOptions.INFER_SCHEMA);
            this.prefersDates = options.get(CsvOptions.PREFER_DATE);
            this.nullValue = options.get(CsvOptions.NULL_VALUE);
            this.wordsOfNumbers = List.of(
                    options.get(CsvOptions.NAN_VALUE),
                    options.get(CsvOptions.POSITIVE_INFINITY),
                    options.get(CsvOptions.NEGATIVE_INFINITY));
            this.zone = RecordOptions.zone(options, sessionZone);
            this.timestampPattern = RecordOptions.timestampPattern(options, zone);
            this.datePattern = RecordOptions.datePattern(options, zone);
        }

        @Override
        void bind(byte[] buffer, BatchBuilder builder) {}

        @Override
        void header(byte[] buffer) {
            if (names != null) {
                return;
            }
            String[] found = new String[tokenizer.count()];
            for (int field = 0; field < found.length; field++) {
                tokenizer.unescape(buffer, field);
                select(buffer, field);
                found[field] = text();
            }
            names = distinct(found);
        }

        /** Names that stand several times are numbered, and empty ones too. */
        private String[] distinct(String[] found) {
            String[] names = new String[found.length];
            for (int index = 0; index < found.length; index++) {
                int count = 0;
                for (String other : found) {
                    count += other.equalsIgnoreCase(found[index]) ? 1 : 0;
                }
                boolean isEmpty = found[index].isEmpty() || found[index].equals(nullValue);
                names[index] = isEmpty ? "_c" + index : count > 1 ? found[index] + index : found[index];
            }
            return names;
        }

        @Override
        void record(byte[] buffer, int start, int end, long offset, BatchBuilder builder) {
            recordCount++;
            if (names == null) {
                names = new String[tokenizer.count()];
                for (int column = 0; column < names.length; column++) {
                    names[column] = "_c" + column;
                }
            }
            if (!infersTypes) {
                return;
            }
            if (!hasTypes) {
                hasTypes = true;
                for (int column = 0; column < names.length; column++) {
                    types.add(null);
                }
            }
            for (int column = 0; column < Math.min(types.size(), tokenizer.count()); column++) {
                tokenizer.unescape(buffer, column);
                select(buffer, column);
                DataType type = types.get(column);
                if (valueLength > 0 && type != AtomicType.STRING) {
                    types.set(column, widened(type, text()));
                }
            }
        }

        private @Nullable DataType widened(@Nullable DataType type, String text) {
            if (text.equals(nullValue)) {
                return type;
            }
            DataType found = typeOf(type, text);
            if (type == null || type.equals(found)) {
                return found;
            }
            if (isNumber(type) && isNumber(found)) {
                return ofBoth(type, found);
            }
            boolean isDateAndTime = type == AtomicType.DATE && found == AtomicType.TIMESTAMP;
            return isDateAndTime && timestampPattern == null ? found : AtomicType.STRING;
        }

        private static DataType ofBoth(DataType type, DataType found) {
            if (type == AtomicType.DOUBLE || found == AtomicType.DOUBLE) {
                return AtomicType.DOUBLE;
            }
            boolean hasDecimal = type instanceof DecimalType || found instanceof DecimalType;
            return hasDecimal ? new DecimalType(Math.max(digits(type), digits(found)), 0) : AtomicType.BIGINT;
        }

        /** How many digits a whole number of the type may have, as Spark counts them. */
        private static int digits(DataType type) {
            if (type instanceof DecimalType decimal) {
                return decimal.precision();
            }
            return type == AtomicType.BIGINT ? 20 : 10;
        }

        private static boolean isNumber(@Nullable DataType type) {
            return type == AtomicType.INT
                    || type == AtomicType.BIGINT
                    || type == AtomicType.DOUBLE
                    || type instanceof DecimalType;
        }

        /** The narrowest type of the text among those that may follow {@code type}. */
        private DataType typeOf(@Nullable DataType type, String text) {
            if (type == null || isNumber(type)) {
                DataType number = numberOf(type, text);
                if (number != null) {
                    return number;
                }
            }
            if (prefersDates && type != AtomicType.TIMESTAMP && type != AtomicType.BOOLEAN && isDate(text)) {
                return AtomicType.DATE;
            }
            if (type != AtomicType.BOOLEAN && isTimestamp(text)) {
                return AtomicType.TIMESTAMP;
            }
            boolean isTruth = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
            return isTruth ? AtomicType.BOOLEAN : AtomicType.STRING;
        }

        private @Nullable DataType numberOf(@Nullable DataType type, String text) {
            if ((type == null || type == AtomicType.INT) && isInt(text)) {
                return AtomicType.INT;
            }
            if ((type == null || type == AtomicType.INT || type == AtomicType.BIGINT) && isLong(text)) {
                return AtomicType.BIGINT;
            }
            DataType large = type == AtomicType.DOUBLE ? null : largeWhole(text);
            return large == null && isDouble(text) ? AtomicType.DOUBLE : large;
        }

        private static boolean isInt(String text) {
            try {
                Integer.parseInt(text);
                return true;
            } catch (NumberFormatException other) {
                return false;
            }
        }

        private static boolean isLong(String text) {
            try {
                Long.parseLong(text);
                return true;
            } catch (NumberFormatException other) {
                return false;
            }
        }

        /** Null if the text is no whole number, or one of too many digits. */
        private static @Nullable DecimalType largeWhole(String text) {
            try {
                BigDecimal number = new BigDecimal(text);
                boolean fits = number.scale() == 0 && number.precision() <= DecimalType.MAX_PRECISION;
                return fits ? new DecimalType(number.precision(), 0) : null;
            } catch (NumberFormatException none) {
                return null;
            }
        }

        private boolean isDouble(String text) {
            if (wordsOfNumbers.contains(text)) {
                return true;
            }
            try {
                Double.parseDouble(text);
                return true;
            } catch (NumberFormatException other) {
                return false;
            }
        }

        private boolean isDate(String text) {
            byte[] bytes = text.getBytes(UTF_8);
            int days = datePattern == null ? DateTimes.parseDate(bytes, 0, bytes.length) : datePattern.parseDate(text);
            return days != DateTimes.INVALID_DATE && (datePattern != null || isWholeDate(text));
        }

        /** What has a time behind the date is a time. */
        private static boolean isWholeDate(String text) {
            return text.indexOf(' ') < 0 && text.indexOf('T') < 0;
        }

        private boolean isTimestamp(String text) {
            byte[] bytes = text.getBytes(UTF_8);
            long micros = timestampPattern == null
                    ? DateTimes.parseTimestamp(bytes, 0, bytes.length, zone)
                    : timestampPattern.parseTimestamp(text);
            return micros != DateTimes.INVALID;
        }

        @Override
        public long recordCount() {
            return recordCount;
        }

        @Override
        public long malformedRecordCount() {
            return 0;
        }
    }
}
