package dev.sluice.error;

/**
 * A kind of error, under Spark's name and SQLSTATE where Spark has one, else under the fault model's code. Clients match
 * on these; a name never changes its meaning.
 */
public enum ErrorCondition {
    // Names, types and plans.
    UNRESOLVED_COLUMN(
            "UNRESOLVED_COLUMN.WITH_SUGGESTION", "42703", Party.USER, "No column of the input has this name."),
    UNRESOLVED_COLUMN_AMONG_FIELD_NAMES(
            "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES",
            "42703",
            Party.USER,
            "A table lacks a column by which it is united with another, or by which its duplicates are to be found."),
    FIELD_NOT_FOUND("FIELD_NOT_FOUND", "42704", Party.USER, "The struct has no field of this name."),
    AMBIGUOUS_REFERENCE("AMBIGUOUS_REFERENCE", "42704", Party.USER, "Several columns of the input have this name."),
    AMBIGUOUS_SELF_JOIN(
            "_LEGACY_ERROR_TEMP_1182",
            "42702",
            Party.USER,
            "A column may be that of either side of a join of a table with itself."),
    UNRESOLVED_USING_COLUMN_FOR_JOIN(
            "UNRESOLVED_USING_COLUMN_FOR_JOIN",
            "42703",
            Party.USER,
            "A side of a join lacks a column by which it is joined."),
    UNSUPPORTED_JOIN_TYPE("UNSUPPORTED_JOIN_TYPE", "0A000", Party.USER, "There is no join of this type."),
    UNSUPPORTED_EXPR_FOR_OPERATOR(
            "UNSUPPORTED_EXPR_FOR_OPERATOR",
            "42K0E",
            Party.USER,
            "An expression stands in a step that cannot have it, such as an aggregate in the condition of a join."),
    JOIN_CONDITION_IS_NOT_BOOLEAN(
            "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE", "42K0E", Party.USER, "The condition of a join is no truth value."),
    RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION(
            "MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION",
            "42703",
            Party.USER,
            "A column that was taken from a table is used where another one has its name."),
    RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT(
            "MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT",
            "42703",
            Party.USER,
            "A column that was taken from a table is used where this table is not, or no more."),
    AMBIGUOUS_REFERENCE_TO_FIELDS(
            "AMBIGUOUS_REFERENCE_TO_FIELDS", "42000", Party.USER, "Several fields of the struct have this name."),
    INVALID_EXTRACT_BASE_FIELD_TYPE(
            "INVALID_EXTRACT_BASE_FIELD_TYPE", "42000", Party.USER, "A field is asked of something that is no struct."),
    CANNOT_RESOLVE_STAR_EXPAND(
            "CANNOT_RESOLVE_STAR_EXPAND", "42704", Party.USER, "What stands before \".*\" is no table and no column."),
    INVALID_USAGE_OF_STAR(
            "INVALID_USAGE_OF_STAR_OR_REGEX", "42000", Party.USER, "\"*\" stands where one value is needed."),
    COLUMN_ALREADY_EXISTS(
            "COLUMN_ALREADY_EXISTS", "42711", Party.USER, "Two columns or fields of one schema have the same name."),
    UNRESOLVED_ROUTINE("UNRESOLVED_ROUTINE", "42883", Party.USER, "There is no function of this name."),
    WRONG_NUM_ARGS(
            "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
            "42605",
            Party.USER,
            "A function is called with too few or too many arguments."),
    DATATYPE_MISMATCH(
            "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
            "42K09",
            Party.USER,
            "An argument has a type that the function or operator does not take."),
    CAST_WITHOUT_SUGGESTION(
            "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION",
            "42K09",
            Party.USER,
            "There is no cast between these two types."),
    CAST_WITH_FUNC_SUGGESTION(
            "DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION",
            "42K09",
            Party.USER,
            "There is no cast between these two types, but a function that does it."),
    CAST_WITH_CONF_SUGGESTION(
            "DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION",
            "42K09",
            Party.USER,
            "There is no cast between these two types while ANSI rules hold."),
    BINARY_OP_DIFF_TYPES(
            "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
            "42K09",
            Party.USER,
            "The two sides of an operator have types that never meet."),
    BINARY_OP_WRONG_TYPE(
            "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE",
            "42K09",
            Party.USER,
            "Both sides of an operator have a type that it does not take."),
    DATA_DIFF_TYPES(
            "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
            "42K09",
            Party.USER,
            "Values of which one is chosen have types that never meet."),
    FILTER_NOT_BOOLEAN(
            "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
            "42K09",
            Party.USER,
            "The condition of a filter is neither true nor false."),
    INVALID_JSON_SCHEMA(
            "DATATYPE_MISMATCH.INVALID_JSON_SCHEMA",
            "42K09",
            Party.USER,
            "A value that is to be written as JSON is no struct."),
    INVALID_ORDERING_TYPE(
            "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
            "42K09",
            Party.USER,
            "Values are to be compared that have no order, as maps have none."),
    NULL_TYPE(
            "DATATYPE_MISMATCH.NULL_TYPE",
            "42K09",
            Party.USER,
            "An argument is a null without a type where a type is needed."),
    ARRAY_FUNCTION_DIFF_TYPES(
            "DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES",
            "42K09",
            Party.USER,
            "An array and a value beside it have types that never meet."),
    BINARY_ARRAY_DIFF_TYPES(
            "DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES",
            "42K09",
            Party.USER,
            "Two arrays have elements of types that never meet."),
    MAP_FUNCTION_DIFF_TYPES(
            "DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES",
            "42K09",
            Party.USER,
            "A map and a key beside it have types that never meet."),
    MAP_CONCAT_DIFF_TYPES(
            "DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES",
            "42K09",
            Party.USER,
            "Maps that are put together have types that never meet."),
    CREATE_MAP_KEY_DIFF_TYPES(
            "DATATYPE_MISMATCH.CREATE_MAP_KEY_DIFF_TYPES",
            "42K09",
            Party.USER,
            "The keys of a map have types that never meet."),
    CREATE_MAP_VALUE_DIFF_TYPES(
            "DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES",
            "42K09",
            Party.USER,
            "The values of a map have types that never meet."),
    INVALID_MAP_KEY_TYPE(
            "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE",
            "42K09",
            Party.USER,
            "The keys of a map are maps themselves, or have one in them."),
    INVALID_JSON_MAP_KEY_TYPE(
            "DATATYPE_MISMATCH.INVALID_JSON_MAP_KEY_TYPE",
            "42K09",
            Party.USER,
            "JSON is to be read into a map whose keys are no texts."),
    SEQUENCE_WRONG_INPUT_TYPES(
            "DATATYPE_MISMATCH.SEQUENCE_WRONG_INPUT_TYPES",
            "42K09",
            Party.USER,
            "The ends of a sequence are neither whole numbers nor times."),
    UNSUPPORTED_INPUT_TYPE(
            "DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE",
            "42K09",
            Party.USER,
            "An aggregate or a generator is given a type that it does not take."),
    GENERATOR_NESTED(
            "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS",
            "42K0E",
            Party.USER,
            "A function that makes rows stands within an expression."),
    REQUIRED_PARAMETER_NOT_FOUND(
            "REQUIRED_PARAMETER_NOT_FOUND",
            "4274K",
            Party.USER,
            "A function that makes rows is called without its argument."),
    STACK_COLUMN_DIFF_TYPES(
            "DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES",
            "42K09",
            Party.USER,
            "Values that stack puts below each other have different types."),
    GENERATOR_OUTSIDE_SELECT(
            "UNSUPPORTED_GENERATOR.OUTSIDE_SELECT",
            "42K0E",
            Party.USER,
            "A function that makes rows stands elsewhere than in a select."),
    GENERATOR_ALIASES(
            "UDTF_ALIAS_NUMBER_MISMATCH",
            "42802",
            Party.USER,
            "A function that makes rows is given more names than it makes columns, or fewer."),
    HASH_MAP_TYPE(
            "DATATYPE_MISMATCH.HASH_MAP_TYPE",
            "42K09",
            Party.USER,
            "The hash of a map is asked for; two equal maps may have their entries in another order."),
    SET_OPERATION_ON_MAP_TYPE(
            "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE",
            "0A000",
            Party.USER,
            "Rows without repetitions are asked for that have a map."),
    LAMBDA_ARGUMENTS(
            "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
            "42K0D",
            Party.USER,
            "A lambda has another number of arguments than it is called with."),
    LAMBDA_ELSEWHERE(
            "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION",
            "42K0D",
            Party.USER,
            "A lambda is given to a function that takes none."),
    NON_STRING_TYPE(
            "DATATYPE_MISMATCH.NON_STRING_TYPE", "42K09", Party.USER, "A function of texts is given something else."),
    UNEXPECTED_RETURN_TYPE(
            "DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE",
            "42K09",
            Party.USER,
            "A lambda gives another type than the function needs."),
    INVALID_OPTIONS_NON_MAP(
            "INVALID_OPTIONS.NON_MAP_FUNCTION",
            "42K06",
            Party.USER,
            "The options of a function are no map of constants."),
    INVALID_OPTIONS_NON_STRING(
            "INVALID_OPTIONS.NON_STRING_TYPE", "42K06", Party.USER, "The options of a function are no map of texts."),
    MAP_ZIP_WITH_DIFF_TYPES(
            "DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES",
            "42K09",
            Party.USER,
            "Two maps that are put together have keys of types that never meet."),
    VALUE_OUT_OF_RANGE(
            "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
            "42K09",
            Party.USER,
            "An argument that shapes the plan lies outside of its bounds."),
    PARAMETER_CONSTRAINT_VIOLATION(
            "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
            "42K09",
            Party.USER,
            "Two arguments that shape the plan contradict each other."),
    NON_FOLDABLE_INPUT(
            "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
            "42K09",
            Party.USER,
            "An argument that shapes the plan is not a literal."),
    STRUCT_WITHOUT_LITERAL_NAME(
            "DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING",
            "42K09",
            Party.USER,
            "The name of a field of a struct is no text literal."),
    UNEXPECTED_NULL(
            "DATATYPE_MISMATCH.UNEXPECTED_NULL", "42K09", Party.USER, "An argument that shapes the plan is null."),
    CANNOT_DROP_ALL_FIELDS(
            "DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS", "42K09", Party.USER, "A struct would be left without a field."),
    INPUT_SIZE_NOT_ONE(
            "DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE",
            "42K09",
            Party.USER,
            "A literal that has to be one character is more or none."),
    INVALID_ESCAPE_CHAR(
            "INVALID_ESCAPE_CHAR", "42604", Party.USER, "The escape character of a pattern is not one character."),
    NUMBER_FORMAT_EMPTY("INVALID_FORMAT.EMPTY", "42601", Party.USER, "A format of numbers is empty."),
    NUMBER_FORMAT_WRONG_NUM_DIGIT(
            "INVALID_FORMAT.WRONG_NUM_DIGIT", "42601", Party.USER, "A format of numbers has no digit."),
    NUMBER_FORMAT_CUR_MUST_BEFORE_DIGIT(
            "INVALID_FORMAT.CUR_MUST_BEFORE_DIGIT", "42601", Party.USER, "A format of numbers has a $ behind a digit."),
    NUMBER_FORMAT_CUR_MUST_BEFORE_DEC(
            "INVALID_FORMAT.CUR_MUST_BEFORE_DEC", "42601", Party.USER, "A format of numbers has a $ behind its point."),
    NUMBER_FORMAT_CONT_THOUSANDS_SEPS(
            "INVALID_FORMAT.CONT_THOUSANDS_SEPS",
            "42601",
            Party.USER,
            "A format of numbers has a separator that is not between two digits."),
    NUMBER_FORMAT_THOUSANDS_SEPS_MUST_BEFORE_DEC(
            "INVALID_FORMAT.THOUSANDS_SEPS_MUST_BEFORE_DEC",
            "42601",
            Party.USER,
            "A format of numbers has a separator behind its point."),
    NUMBER_FORMAT_WRONG_NUM_TOKEN(
            "INVALID_FORMAT.WRONG_NUM_TOKEN",
            "42601",
            Party.USER,
            "A format of numbers has something twice that may stand once."),
    NUMBER_FORMAT_UNEXPECTED_TOKEN(
            "INVALID_FORMAT.UNEXPECTED_TOKEN",
            "42601",
            Party.USER,
            "A format of numbers has something where it may not stand."),
    NUMBER_FORMAT_MISMATCH_INPUT(
            "INVALID_FORMAT.MISMATCH_INPUT", "42601", Party.USER, "A text is no number of the given format."),
    BINARY_FORMAT_UNKNOWN(
            "INVALID_PARAMETER_VALUE.BINARY_FORMAT",
            "22023",
            Party.USER,
            "A format of bytes is none of those there are."),
    PARSE_MODE_UNSUPPORTED(
            "PARSE_MODE_UNSUPPORTED", "42601", Party.USER, "A function of texts is asked to leave rows out."),
    INVALID_SCHEMA_NON_STRING_LITERAL(
            "INVALID_SCHEMA.NON_STRING_LITERAL", "42K07", Party.USER, "A schema is no literal."),
    INVALID_SCHEMA_NON_STRUCT_TYPE(
            "INVALID_SCHEMA.NON_STRUCT_TYPE", "42K07", Party.USER, "A schema of records is no struct."),
    NON_FOLDABLE_ARGUMENT("NON_FOLDABLE_ARGUMENT", "42K08", Party.USER, "The name of a part is not a literal."),
    ENCODER_NOT_FOUND("ENCODER_NOT_FOUND", "42704", Party.USER, "Values of this class cannot be the rows of a table."),
    NOT_NULL_ASSERT_VIOLATION(
            "NOT_NULL_ASSERT_VIOLATION", "42000", Party.USER, "A null would be a value that cannot be null."),
    CANNOT_UP_CAST(
            "CANNOT_UP_CAST_DATATYPE",
            "42846",
            Party.USER,
            "A column would lose values, or its meaning, in the class that is asked for."),
    FIELD_NUMBER_MISMATCH(
            "UNSUPPORTED_DESERIALIZER.FIELD_NUMBER_MISMATCH",
            "0A000",
            Party.USER,
            "A table has more or fewer columns than the class of its values."),
    TEMP_VIEW_ALREADY_EXISTS(
            "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", "42P07", Party.USER, "There is a view of this name already."),
    TABLE_ALREADY_EXISTS("TABLE_OR_VIEW_ALREADY_EXISTS", "42P07", Party.USER, "There is a table of this name already."),
    TABLE_DIFFERS("INCOMPATIBLE_DATA_FOR_TABLE", "KD000", Party.USER, "What is written does not fit the table."),
    TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS(
            "TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS", "428EK", Party.USER, "The name of a view has dots in it."),
    OBSERVED_METRICS_WITHOUT_NAME(
            "INVALID_OBSERVED_METRICS.MISSING_NAME", "42K0E", Party.USER, "Observed metrics have no name."),
    OBSERVED_METRIC_IS_NO_AGGREGATE(
            "INVALID_OBSERVED_METRICS.NON_AGGREGATE_FUNC_ARG_IS_ATTRIBUTE",
            "42K0E",
            Party.USER,
            "An observed metric is the value of a column and no aggregate of it."),
    DUPLICATED_METRICS_NAME(
            "DUPLICATED_METRICS_NAME", "42710", Party.USER, "Two steps of a query observe metrics under one name."),
    UNSUPPORTED_GROUPING_EXPRESSION(
            "UNSUPPORTED_GROUPING_EXPRESSION",
            "42K0E",
            Party.USER,
            "grouping(...) or grouping_id() stands where there is no rollup, cube or grouping sets, or a session is a key of such."),
    GROUPING_COLUMN_MISMATCH(
            "GROUPING_COLUMN_MISMATCH", "42803", Party.USER, "grouping(...) is asked of what is no key."),
    GROUPING_ID_COLUMN_MISMATCH(
            "GROUPING_ID_COLUMN_MISMATCH",
            "42803",
            Party.USER,
            "grouping_id(...) is not given all keys in their order."),
    GROUPING_SIZE_LIMIT_EXCEEDED(
            "GROUPING_SIZE_LIMIT_EXCEEDED", "54000", Party.USER, "There are too many keys for grouping sets."),
    REPEATED_PIVOT("REPEATED_CLAUSE", "42614", Party.USER, "A pivot stands behind another one."),
    PIVOT_AFTER_GROUP_BY(
            "UNSUPPORTED_FEATURE.PIVOT_AFTER_GROUP_BY",
            "0A000",
            Party.USER,
            "A pivot stands behind a rollup, a cube or grouping sets."),
    PIVOT_WITHOUT_AGGREGATE(
            "_LEGACY_ERROR_TEMP_1006", "42803", Party.USER, "What a pivot is to compute is no aggregate."),
    TOO_MANY_PIVOT_VALUES("_LEGACY_ERROR_TEMP_1324", "54000", Party.USER, "A pivot would make too many columns."),
    AGGREGATE_OF_NO_NUMBER(
            "_LEGACY_ERROR_TEMP_1323",
            "42K09",
            Party.USER,
            "A method that aggregates numbers is given a column of another type."),
    NUM_COLUMNS_MISMATCH(
            "NUM_COLUMNS_MISMATCH", "42826", Party.USER, "Tables that are united differ in the number of columns."),
    ASSIGNMENT_ARITY_MISMATCH(
            "ASSIGNMENT_ARITY_MISMATCH", "42802", Party.USER, "A table is not given one name for each column."),
    INCOMPATIBLE_COLUMN_TYPE(
            "INCOMPATIBLE_COLUMN_TYPE",
            "42825",
            Party.USER,
            "Columns that are to be united have types that never meet."),
    MISSING_AGGREGATION(
            "MISSING_AGGREGATION",
            "42803",
            Party.USER,
            "A column stands beside aggregates and is neither aggregated nor a key of the grouping."),
    MISSING_GROUP_BY(
            "MISSING_GROUP_BY", "42803", Party.USER, "Plain columns stand beside aggregates, and nothing is grouped."),
    GROUP_BY_AGGREGATE("GROUP_BY_AGGREGATE", "42903", Party.USER, "A key of a grouping contains an aggregate."),
    INVALID_WHERE_CONDITION(
            "INVALID_WHERE_CONDITION", "42903", Party.USER, "The condition of a filter contains an aggregate."),
    INVALID_LIMIT(
            "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE",
            "42K0E",
            Party.USER,
            "A negative number of rows is asked for."),
    NESTED_AGGREGATE_FUNCTION(
            "NESTED_AGGREGATE_FUNCTION", "42607", Party.USER, "An aggregate stands inside of another one."),
    UNSUPPORTED_DATATYPE(
            "UNSUPPORTED_DATATYPE", "0A000", Party.USER, "The type, or the class of a value, is not supported there."),
    UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE(
            "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
            "0A000",
            Party.USER,
            "A file format cannot hold values of the type of a column."),
    PARSE_SYNTAX_ERROR(
            "PARSE_SYNTAX_ERROR",
            "42601",
            Party.USER,
            "A text such as a schema in DDL or the name of a column cannot be parsed."),
    INVALID_PARAMETER_VALUE(
            "INVALID_PARAMETER_VALUE", "22023", Party.USER, "A method is called with a value that it does not take."),
    ROW_VALUE_IS_NULL(
            "ROW_VALUE_IS_NULL", "22023", Party.USER, "A primitive is asked of a row where there is no value."),
    NOT_YET_SUPPORTED("UNSUPPORTED_FEATURE", "0A000", Party.USER, "Spark can do this and this engine cannot yet."),

    // Event time, output modes, triggers.
    CANNOT_PARSE_INTERVAL(
            "CANNOT_PARSE_INTERVAL", "22006", Party.USER, "A text is no duration such as \"10 minutes\"."),
    INVALID_INTERVAL_FORMAT(
            "INVALID_INTERVAL_FORMAT", "22006", Party.USER, "A duration has months or years, whose length varies."),
    INTERVAL_TOO_LONG("INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", "22006", Party.USER, "A duration is too long."),
    INTERVAL_EMPTY("INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY", "22006", Party.USER, "A duration is empty."),
    INTERVAL_FRACTION(
            "INVALID_INTERVAL_FORMAT.INVALID_FRACTION",
            "22006",
            Party.USER,
            "A number of a duration has a fraction where its unit takes none."),
    INTERVAL_PRECISION(
            "INVALID_INTERVAL_FORMAT.INVALID_PRECISION",
            "22006",
            Party.USER,
            "A fraction of seconds in a duration has more than nine digits."),
    INTERVAL_UNIT("INVALID_INTERVAL_FORMAT.INVALID_UNIT", "22006", Party.USER, "A duration has an unknown unit."),
    INTERVAL_VALUE(
            "INVALID_INTERVAL_FORMAT.INVALID_VALUE", "22006", Party.USER, "A number of a duration cannot be read."),
    INTERVAL_WITHOUT_NUMBER(
            "INVALID_INTERVAL_FORMAT.MISSING_NUMBER", "22006", Party.USER, "A unit of a duration has no number."),
    INTERVAL_WITHOUT_UNIT(
            "INVALID_INTERVAL_FORMAT.MISSING_UNIT", "22006", Party.USER, "A number of a duration has no unit."),
    INTERVAL_NUMBER(
            "INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER",
            "22006",
            Party.USER,
            "Something in a duration stands where a number is needed."),
    FUTURE_EVENT_TIME(
            "FUTURE_EVENT_TIME",
            "22008",
            Party.USER,
            "A row is so far in the future that it would make all others late, and the query was told to fail then."),
    EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE(
            "EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE",
            "42K09",
            Party.USER,
            "The column given to withWatermark is no TIMESTAMP."),
    EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN(
            "EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN",
            "42K09",
            Party.USER,
            "The column given to withWatermark lies within a struct."),
    STREAMING_OUTPUT_MODE_INVALID(
            "STREAMING_OUTPUT_MODE.INVALID", "42KDE", Party.USER, "There is no output mode of this name."),
    STREAMING_OUTPUT_MODE_UNSUPPORTED_OPERATION(
            "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
            "42KDE",
            Party.USER,
            "The query cannot be run in this output mode."),
    STREAMING_OUTPUT_MODE_UNSUPPORTED_DATASOURCE(
            "STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE",
            "42KDE",
            Party.USER,
            "The sink cannot take this output mode."),
    UNSUPPORTED_STREAMING_PLAN(
            "_LEGACY_ERROR_TEMP_3102", "XXKST", Party.USER, "The query contains a step that a stream cannot have."),
    REAL_TIME_INTERVAL(
            "INVALID_STREAMING_REAL_TIME_MODE_TRIGGER_INTERVAL",
            "22023",
            Party.USER,
            "The duration of the real-time trigger is too short."),
    REAL_TIME_OUTPUT_MODE(
            "STREAMING_REAL_TIME_MODE.OUTPUT_MODE_NOT_SUPPORTED",
            "0A000",
            Party.USER,
            "The real-time trigger takes no other output mode than update."),
    REAL_TIME_INPUT_STREAM(
            "STREAMING_REAL_TIME_MODE.INPUT_STREAM_NOT_SUPPORTED",
            "0A000",
            Party.USER,
            "The real-time trigger does not take this source."),
    REAL_TIME_SINK(
            "STREAMING_REAL_TIME_MODE.SINK_NOT_SUPPORTED",
            "0A000",
            Party.USER,
            "The real-time trigger does not take this sink."),
    REAL_TIME_OPERATOR(
            "STREAMING_REAL_TIME_MODE.OPERATOR_OR_SINK_NOT_IN_ALLOWLIST",
            "0A000",
            Party.USER,
            "The real-time trigger does not take this step."),
    REDEFINED_WATERMARK(
            "_LEGACY_ERROR_TEMP_3076", "XXKST", Party.USER, "An event time that has a watermark is given another one."),
    SEVERAL_EVENT_TIME_COLUMNS(
            "_LEGACY_ERROR_TEMP_3077", "XXKST", Party.USER, "A step would have more than one event time."),
    STREAM_JOIN_WITHOUT_EQUALITY(
            "_LEGACY_ERROR_TEMP_1181", "XXKST", Party.USER, "Two streams are joined by no equality of their columns."),
    NOT_A_WINDOW_COLUMN(
            "_LEGACY_ERROR_TEMP_3101",
            "XXKST",
            Party.USER,
            "window_time is called with a struct that window has not made."),
    GLOBAL_SESSION_WINDOW(
            "_LEGACY_ERROR_TEMP_3068", "XXKST", Party.USER, "A stream is grouped by a session and by no other key."),
    SEVERAL_WINDOWS("_LEGACY_ERROR_TEMP_1039", "0A000", Party.USER, "One step has several different windows."),
    STREAMING_OPERATOR_WITHOUT_WATERMARK(
            "UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK",
            "0A000",
            Party.USER,
            "A stateful step needs a watermark in append mode and has none."),
    CALL_ON_STREAMING_DATASET_UNSUPPORTED(
            "CALL_ON_STREAMING_DATASET_UNSUPPORTED",
            "42KDE",
            Party.USER,
            "A method for static data is called on a stream."),
    WRITE_STREAM_NOT_ALLOWED("WRITE_STREAM_NOT_ALLOWED", "42601", Party.USER, "writeStream is called on static data."),

    // Values, with ANSI rules.
    ARITHMETIC_OVERFLOW(
            "ARITHMETIC_OVERFLOW", "22003", Party.USER, "The result of a calculation does not fit its type."),
    NUMERIC_VALUE_OUT_OF_RANGE(
            "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
            "22003",
            Party.USER,
            "A number has more digits before the point than its DECIMAL type."),
    BINARY_ARITHMETIC_OVERFLOW(
            "BINARY_ARITHMETIC_OVERFLOW",
            "22003",
            Party.USER,
            "The result of a calculation does not fit a TINYINT or SMALLINT."),
    DIVIDE_BY_ZERO("DIVIDE_BY_ZERO", "22012", Party.USER, "A number is divided by zero."),
    REMAINDER_BY_ZERO("REMAINDER_BY_ZERO", "22012", Party.USER, "The remainder of a division by zero is asked for."),
    CAST_INVALID_INPUT("CAST_INVALID_INPUT", "22018", Party.USER, "A text that is cast is none of the type asked for."),
    CAST_OVERFLOW("CAST_OVERFLOW", "22003", Party.USER, "A value that is cast does not fit the type asked for."),
    CONVERSION_INVALID_INPUT(
            "CONVERSION_INVALID_INPUT",
            "22018",
            Party.USER,
            "A text does not stand for bytes in the format asked for."),
    MALFORMED_CHARACTER_CODING(
            "MALFORMED_CHARACTER_CODING", "22000", Party.USER, "Bytes or characters are none of a character set."),
    INVALID_CHARSET(
            "INVALID_PARAMETER_VALUE.CHARSET", "22023", Party.USER, "A character set is named that is not known."),
    DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION(
            "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
            "22003",
            Party.USER,
            "A DECIMAL of more than 38 digits is named."),
    INVALID_DECIMAL_SCALE(
            "INVALID_DECIMAL_SCALE", "42K09", Party.USER, "A DECIMAL has more places behind the point than digits."),
    INVALID_ARG_VALUE(
            "DATATYPE_MISMATCH.INVALID_ARG_VALUE",
            "42K09",
            Party.USER,
            "An argument that shapes the plan has a value that the function does not know."),
    INVALID_ARRAY_INDEX(
            "INVALID_ARRAY_INDEX", "22003", Party.USER, "A value is asked for by an index that none of them has."),
    INVALID_ARRAY_INDEX_IN_ELEMENT_AT(
            "INVALID_ARRAY_INDEX_IN_ELEMENT_AT",
            "22003",
            Party.USER,
            "element_at asks an array for an index that it does not have."),
    COMPARATOR_RETURNS_NULL("COMPARATOR_RETURNS_NULL", "22004", Party.USER, "A comparison of elements gives null."),
    NULL_MAP_KEY("NULL_MAP_KEY", "2200E", Party.USER, "A key of a map is null."),
    DUPLICATED_MAP_KEY("DUPLICATED_MAP_KEY", "23505", Party.USER, "A map is to have a key twice."),
    MAP_LENGTHS_DIFFER(
            "_LEGACY_ERROR_TEMP_2128", "XXKST", Party.USER, "A map is made of more keys than values, or of fewer."),
    ARRAY_TOO_LONG(
            "COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER",
            "54000",
            Party.USER,
            "A number asks for an array of more than 67108864 elements."),
    SEQUENCE_BOUNDARIES(
            "INVALID_PARAMETER_VALUE.BOUNDARY", "22023", Party.USER, "A sequence never reaches its end by its step."),
    SLICE_START(
            "INVALID_PARAMETER_VALUE.START", "22023", Party.USER, "A slice begins at 0 where counting begins at 1."),
    SLICE_LENGTH("INVALID_PARAMETER_VALUE.LENGTH", "22023", Party.USER, "A slice has a negative length."),
    INVALID_INDEX_OF_ZERO("INVALID_INDEX_OF_ZERO", "22003", Party.USER, "An index is 0 where counting begins at 1."),
    ESCAPE_IN_THE_MIDDLE(
            "INVALID_FORMAT.ESC_IN_THE_MIDDLE",
            "42601",
            Party.USER,
            "A pattern of wildcards has an escape before a character that needs none."),
    ESCAPE_AT_THE_END(
            "INVALID_FORMAT.ESC_AT_THE_END", "42601", Party.USER, "A pattern of wildcards ends with an escape."),
    INVALID_REGEX("INVALID_PARAMETER_VALUE.PATTERN", "22023", Party.USER, "A regular expression cannot be read."),
    INVALID_REGEX_GROUP(
            "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX",
            "22023",
            Party.USER,
            "A regular expression does not have the group that is asked for."),
    INVALID_REGEX_REPLACE(
            "INVALID_REGEXP_REPLACE",
            "22023",
            Party.USER,
            "A replacement names a group that the regular expression does not have, or cannot be read."),
    INVALID_EXTRACT_FIELD("INVALID_EXTRACT_FIELD", "42601", Party.USER, "Times have no part of this name."),
    INVALID_TIMEZONE("INVALID_TIMEZONE", "22009", Party.USER, "There is no time zone of this name."),
    ILLEGAL_DAY_OF_WEEK("ILLEGAL_DAY_OF_WEEK", "22009", Party.USER, "A text is not the English name of a day."),
    DATETIME_FIELD_OUT_OF_BOUNDS(
            "DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION",
            "22023",
            Party.USER,
            "Numbers that are to make a date lie outside of the calendar."),
    INVALID_FRACTION_OF_SECOND(
            "INVALID_FRACTION_OF_SECOND",
            "22023",
            Party.USER,
            "Numbers that are to make a time have a fraction behind their sixtieth second."),
    INTERVAL_ARITHMETIC_OVERFLOW(
            "INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION",
            "22015",
            Party.USER,
            "An interval is longer than its type holds."),
    MADE_INTERVAL_OVERFLOW(
            "INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION",
            "22015",
            Party.USER,
            "Numbers make an interval that is longer than its type holds."),
    INTERVAL_DIVIDED_BY_ZERO("INTERVAL_DIVIDED_BY_ZERO", "22012", Party.USER, "An interval is divided by zero."),
    INVALID_INTERVAL_TEXT(
            "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE",
            "22006",
            Party.USER,
            "A text that is cast to an interval has another form than that of its units."),
    INTERVAL_PARSING(
            "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING",
            "22006",
            Party.USER,
            "A text that is cast to an interval of years and months has more of them than there may be."),
    INVALID_MONTHS_TEXT(
            "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING",
            "22006",
            Party.USER,
            "A text that is cast to an interval of years and months has another form."),
    BIT_POSITION_RANGE(
            "INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE",
            "22023",
            Party.USER,
            "A bit is asked for at a position that the number does not have."),
    CANNOT_DECODE_URL("CANNOT_DECODE_URL", "22546", Party.USER, "A text that is decoded is none that was encoded."),
    INVALID_URL("INVALID_URL", "22P02", Party.USER, "A text of which a part is asked is no URL."),
    INVALID_UTF8_STRING("INVALID_UTF8_STRING", "22029", Party.USER, "The bytes of a text are not UTF-8."),
    ILLEGAL_FORMAT(
            "ILLEGAL_FORMAT", "22023", Party.USER, "A format of printf cannot be read, or does not fit the values."),
    FORMAT_INDEX_OF_ZERO(
            "INVALID_PARAMETER_VALUE.ZERO_INDEX",
            "22023",
            Party.USER,
            "A format of printf counts its arguments from 0 instead of 1."),
    DATETIME_UNIT("INVALID_PARAMETER_VALUE.DATETIME_UNIT", "22023", Party.USER, "Times are not counted in this unit."),
    DATETIME_OVERFLOW("DATETIME_OVERFLOW", "22008", Party.USER, "The result of a calculation with times is no time."),
    USER_RAISED_EXCEPTION("USER_RAISED_EXCEPTION", "P0001", Party.USER, "The program asked for an error."),
    NEGATIVE_FREQUENCY(
            "NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION",
            "22003",
            Party.USER,
            "A value is to count a negative number of times."),
    SEED_EXPRESSION_IS_UNFOLDABLE(
            "SEED_EXPRESSION_IS_UNFOLDABLE", "42K08", Party.USER, "The seed of values by chance is not a literal."),
    AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION(
            "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION",
            "42845",
            Party.USER,
            "An aggregate is asked of values by chance."),
    FAILED_EXECUTE_UDF(
            "FAILED_EXECUTE_UDF",
            "39000",
            Party.USER,
            "A function of the program threw an exception, or returned what is not of its type."),
    SEED_NO_LONG("INVALID_PARAMETER_VALUE.LONG", "22023", Party.USER, "A seed is no constant whole number."),
    INVALID_LENGTH("INVALID_PARAMETER_VALUE.LENGTH", "22023", Party.USER, "A length is negative."),
    FAILED_FUNCTION_CALL(
            "FAILED_FUNCTION_CALL",
            "38000",
            Party.USER,
            "A function cannot be made with the literals that it is given."),
    TEXT_TOO_LONG("TEXT_TOO_LONG", "54000", Party.USER, "A number asks for a text of more than 128 MiB."),
    CANNOT_PARSE_TIMESTAMP(
            "CANNOT_PARSE_TIMESTAMP",
            "22007",
            Party.USER,
            "A text does not follow the pattern of times that was given."),
    INVALID_DATETIME_PATTERN(
            "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
            "22007",
            Party.USER,
            "The pattern of times itself cannot be read."),
    DATETIME_PATTERN_RECOGNITION(
            "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION",
            "42K0B",
            Party.USER,
            "A pattern of times has a character that older versions took for itself."),
    DATETIME_PATTERN_CHARACTER(
            "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER",
            "22007",
            Party.USER,
            "A pattern of times has a letter that texts are not read by."),
    DATETIME_PATTERN_LENGTH(
            "INVALID_DATETIME_PATTERN.LENGTH",
            "22007",
            Party.USER,
            "A letter stands too often in a row in a pattern of times."),
    DATETIME_WEEK_BASED_PATTERN(
            "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN",
            "42K0B",
            Party.USER,
            "A pattern of times counts in weeks, which Spark has given up."),
    INVALID_CORRUPT_RECORD_TYPE(
            "INVALID_CORRUPT_RECORD_TYPE",
            "42804",
            Party.USER,
            "The column for the text of corrupt records is no STRING."),
    QUERY_ONLY_CORRUPT_RECORD_COLUMN(
            "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN",
            "0A000",
            Party.USER,
            "The column for the text of corrupt records is read without any other."),
    MALFORMED_CSV_RECORD(
            "MALFORMED_CSV_RECORD",
            "KD000",
            Party.USER,
            "A record of CSV has more columns or a longer value than the options allow, or more or fewer fields than the"
                    + " schema while the mode is FAILFAST."),
    CANNOT_PARSE_JSON_FIELD(
            "CANNOT_PARSE_JSON_FIELD",
            "2203G",
            Party.USER,
            "A value of JSON does not fit the type of its field, and the mode is FAILFAST."),
    CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS(
            "MALFORMED_RECORD_IN_PARSING.CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS",
            "22023",
            Party.USER,
            "A text that should be one object of JSON is an array, and the mode is FAILFAST."),
    MALFORMED_RECORD(
            "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
            "22023",
            Party.USER,
            "A record cannot be parsed, and the mode is FAILFAST."),
    MALFORMED_AVRO_MESSAGE(
            "MALFORMED_AVRO_MESSAGE",
            "KD000",
            Party.USER,
            "Bytes are no message of their Avro schema, and the mode is FAILFAST, which from_avro has by default."),
    AVRO_CANNOT_WRITE(
            "AVRO_CANNOT_WRITE", "22023", Party.USER, "A value is none that the Avro schema given to to_avro has."),
    INVALID_AVRO_SCHEMA(
            "INVALID_AVRO_SCHEMA",
            "42K0G",
            Party.USER,
            "An Avro schema cannot be read, does not fit the one it is resolved against or the type of the column, or has a"
                    + " type that a column cannot have."),
    SCHEMA_REGISTRY_FAILED(
            "SCHEMA_REGISTRY_FAILED",
            "08000",
            Party.ENVIRONMENT,
            "A schema registry does not answer, or has no such schema."),

    // Formats, paths and options.
    DATA_SOURCE_NOT_FOUND(
            "DATA_SOURCE_NOT_FOUND", "42K02", Party.USER, "There is no source or sink of this name on the class path."),
    UNABLE_TO_INFER_SCHEMA(
            "UNABLE_TO_INFER_SCHEMA", "42KD9", Party.USER, "The schema was not given; it is not inferred from data."),
    INVALID_OPTION(
            "STDS_INVALID_OPTION_VALUE",
            "42616",
            Party.USER,
            "An option of a source or sink has a value that it cannot have, or a required one is missing."),
    UNKNOWN_OPTION("UNKNOWN_OPTION", "42616", Party.USER, "A source or sink has no option of this name."),
    INVALID_CONF_VALUE("INVALID_CONF_VALUE", "22022", Party.USER, "A setting of the session cannot have this value."),
    UNKNOWN_CONF("UNKNOWN_CONF", "42704", Party.USER, "There is no setting of this name."),
    TABLE_NOT_FOUND("TABLE_OR_VIEW_NOT_FOUND", "42P01", Party.USER, "There is no view and no table of this name."),
    PATH_NOT_FOUND("PATH_NOT_FOUND", "42K03", Party.USER, "There is nothing at the path."),
    CONFLICTING_DIRECTORY_STRUCTURES(
            "CONFLICTING_DIRECTORY_STRUCTURES",
            "KD009",
            Party.USER,
            "Files lie below folders of columns that begin at different places."),
    CONFLICTING_PARTITION_COLUMN_NAMES(
            "CONFLICTING_PARTITION_COLUMN_NAMES",
            "KD009",
            Party.USER,
            "Folders below one path name different columns."),
    EMPTY_PARTITION_COLUMN_NAME(
            "EMPTY_PARTITION_COLUMN_NAME", "KD009", Party.USER, "A folder has a value and no column before it."),
    EMPTY_PARTITION_COLUMN_VALUE(
            "EMPTY_PARTITION_COLUMN_VALUE", "KD009", Party.USER, "A folder names a column and no value of it."),
    INVALID_PARTITION_VALUE(
            "INVALID_PARTITION_VALUE",
            "42846",
            Party.USER,
            "The value in the name of a folder is not of the type of its column."),
    ALL_PARTITION_COLUMNS_NOT_ALLOWED(
            "ALL_PARTITION_COLUMNS_NOT_ALLOWED",
            "KD005",
            Party.USER,
            "All columns are to go into the names of folders, and none into files."),
    CODEC_NOT_AVAILABLE(
            "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION",
            "56038",
            Party.ENVIRONMENT,
            "Files are to be read or written in a compression that this engine does not have."),
    INVALID_SAVE_MODE(
            "INVALID_SAVE_MODE",
            "42000",
            Party.USER,
            "There is no save mode of this name, or it is none that the sink can follow."),
    PATH_ALREADY_EXISTS(
            "PATH_ALREADY_EXISTS",
            "42K04",
            Party.USER,
            "There is something at the path already, and the save mode protects it."),
    CHECKPOINT_LOCATION_REQUIRED(
            "CHECKPOINT_LOCATION_REQUIRED",
            "42K03",
            Party.USER,
            "The sink remembers batches over restarts, and the query has no checkpoint to go with it."),
    QUERY_NAME_IN_USE("QUERY_NAME_IN_USE", "42710", Party.USER, "A running query has the same name."),
    FAILED_READ_FILE("FAILED_READ_FILE.NO_HINT", "KD001", Party.ENVIRONMENT, "A file cannot be read."),
    FILE_CHANGED("FILE_CHANGED", "KD001", Party.ENVIRONMENT, "A file changed after it was planned into a batch."),
    FILE_MISSING(
            "FAILED_READ_FILE.FILE_NOT_EXIST",
            "KD001",
            Party.ENVIRONMENT,
            "A file that was planned into a batch is gone."),
    SOCKET_FAILED(
            "SOCKET_FAILED",
            "08001",
            Party.ENVIRONMENT,
            "The server of a socket source cannot be reached, or the connection broke."),
    DATA_LOSS("DATA_LOSS", "22000", Party.ENVIRONMENT, "Input that a batch needs is gone from its source."),
    KAFKA_PARTITIONS_DELETED(
            "KAFKA_DATA_LOSS.PARTITIONS_DELETED",
            "22000",
            Party.ENVIRONMENT,
            "Partitions that a query reads are not there any more."),
    KAFKA_PARTITION_OFFSET_CHANGED(
            "KAFKA_DATA_LOSS.PARTITION_OFFSET_CHANGED",
            "22000",
            Party.ENVIRONMENT,
            "A partition ends before the offset up to which it was read, or was cut off there."),
    KAFKA_ADDED_PARTITION_NOT_FROM_ZERO(
            "KAFKA_DATA_LOSS.ADDED_PARTITION_DOES_NOT_START_FROM_OFFSET_ZERO",
            "22000",
            Party.ENVIRONMENT,
            "A new partition has lost its first records before it was read."),
    KAFKA_START_OFFSET_RESET(
            "KAFKA_DATA_LOSS.START_OFFSET_RESET",
            "22000",
            Party.ENVIRONMENT,
            "Records that a batch begins with are gone from their partition."),
    KAFKA_COULD_NOT_READ_OFFSET_RANGE(
            "KAFKA_DATA_LOSS.COULD_NOT_READ_OFFSET_RANGE",
            "22000",
            Party.ENVIRONMENT,
            "Records that a batch is to read went away while it read."),
    TOPIC_RECREATED(
            "TOPIC_RECREATED",
            "22000",
            Party.ENVIRONMENT,
            "A topic was deleted and another one made under its name: offsets of the one mean nothing in the other."),
    KAFKA_START_OFFSET_DOES_NOT_MATCH_ASSIGNED(
            "KAFKA_START_OFFSET_DOES_NOT_MATCH_ASSIGNED",
            "42616",
            Party.USER,
            "Offsets by partition name other partitions than those that are read."),
    KAFKA_TIMESTAMP_OFFSET_DOES_NOT_MATCH_ASSIGNED(
            "KAFKA_TIMESTAMP_OFFSET_DOES_NOT_MATCH_ASSIGNED",
            "42616",
            Party.USER,
            "Times by partition name other partitions than those that are read."),
    RESOLVED_START_OFFSET_GREATER_THAN_END_OFFSET(
            "RESOLVED_START_OFFSET_GREATER_THAN_END_OFFSET",
            "42616",
            Party.USER,
            "A partition would be read from an offset behind that up to which it is read."),
    KAFKA_NULL_TOPIC_IN_DATA(
            "KAFKA_NULL_TOPIC_IN_DATA", "22004", Party.USER, "A row for Kafka has a null where its topic should be."),
    KAFKA_SINK_SCHEMA(
            "_LEGACY_ERROR_TEMP_3080",
            "42K03",
            Party.USER,
            "The columns of a query into Kafka are not those of a record, or have another type."),
    KAFKA_TOPIC_NOT_FOUND("KAFKA_TOPIC_NOT_FOUND", "42704", Party.USER, "There is no topic or partition of this name."),
    KAFKA_UNREACHABLE(
            "KAFKA_UNREACHABLE",
            "08001",
            Party.ENVIRONMENT,
            "No broker of a Kafka cluster has answered within the time it may take."),
    KAFKA_REFUSED(
            "KAFKA_REFUSED",
            "28000",
            Party.USER,
            "A Kafka cluster refuses the credentials, or what somebody with them may do."),
    KAFKA_FAILED("KAFKA_FAILED", "58030", Party.ENVIRONMENT, "A broker could not do what was asked of it."),
    TRANSACTION_TIMED_OUT(
            "TRANSACTION_TIMED_OUT",
            "25000",
            Party.ENVIRONMENT,
            "The transaction of a batch was open longer than it may be, and the broker has given it up."),
    INCORRECT_RAMP_UP_RATE(
            "INCORRECT_RAMP_UP_RATE",
            "22003",
            Party.USER,
            "The rate source would number more rows while it speeds up than a BIGINT can hold."),
    INCORRECT_END_OFFSET(
            "INCORRECT_END_OFFSET",
            "22003",
            Party.USER,
            "The rate source would number more rows than a BIGINT can hold."),
    MALFORMED_STATE_IN_RATE_PER_MICRO_BATCH_SOURCE(
            "MALFORMED_STATE_IN_RATE_PER_MICRO_BATCH_SOURCE.INVALID_TIMESTAMP",
            "22000",
            Party.USER,
            "The recorded offset of a rate-micro-batch source contradicts its options."),

    // Queries, checkpoints and state.
    STREAM_FAILED(
            "STREAM_FAILED",
            "XXKST",
            Party.USER,
            "A streaming query ended with an error, which is the cause of this one."),
    CONCURRENT_STREAM_LOG_UPDATE(
            "CONCURRENT_STREAM_LOG_UPDATE",
            "40000",
            Party.ENVIRONMENT,
            "Somebody else wrote the same batch into the checkpoint."),
    CHECKPOINT_MISSING_METADATA(
            "STREAMING_CHECKPOINT_MISSING_METADATA_FILE",
            "42K03",
            Party.ENVIRONMENT,
            "The checkpoint has batches and not the file that says whose they are."),
    CHECKPOINT_INCONSISTENT(
            "CHECKPOINT_INCONSISTENT",
            "XXKST",
            Party.ENVIRONMENT,
            "The files of the checkpoint contradict each other."),
    CHECKPOINT_IN_USE(
            "CONCURRENT_QUERY.CHECKPOINT_IN_USE",
            "0A000",
            Party.USER,
            "The query of this checkpoint runs already, in this process or in another."),
    CHECKPOINT_INCOMPATIBLE(
            "STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA",
            "42K03",
            Party.USER,
            "The query or its settings differ from those that the checkpoint was written with."),
    CHECKPOINT_FS_UNSUPPORTED(
            "CHECKPOINT_FS_UNSUPPORTED",
            "58030",
            Party.ENVIRONMENT,
            "The file system lacks an operation that a checkpoint needs."),
    CHECKPOINT_NOT_WRITABLE(
            "CHECKPOINT_NOT_WRITABLE", "42501", Party.ENVIRONMENT, "The folder of the checkpoint cannot be written."),
    CHECKPOINT_FORMAT_TOO_NEW(
            "CHECKPOINT_FORMAT_TOO_NEW", "0A000", Party.USER, "A newer release wrote the checkpoint."),
    CHECKSUM_FAILED(
            "CHECKPOINT_FILE_CHECKSUM_VERIFICATION_FAILED",
            "XXKST",
            Party.ENVIRONMENT,
            "A file does not hold the bytes that were written."),
    FOREIGN_FILE(
            "FOREIGN_FILE",
            "XXKST",
            Party.ENVIRONMENT,
            "A file of another query, operator or batch stands under this name."),
    PLAN_DAMAGED("PLAN_DAMAGED", "XXKST", Party.ENVIRONMENT, "What a batch was planned to read cannot be read back."),
    STATE_DAMAGED(
            "CANNOT_LOAD_STATE_STORE.STATE_DAMAGED",
            "58030",
            Party.ENVIRONMENT,
            "A file of keyed state is missing or cannot be read."),
    STATE_SCHEMA_NOT_COMPATIBLE(
            "STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE",
            "42K06",
            Party.USER,
            "The state on disk has other keys or buffers than the query."),
    SINK_AHEAD_OF_CHECKPOINT(
            "SINK_AHEAD_OF_CHECKPOINT",
            "XXKST",
            Party.ENVIRONMENT,
            "The output holds batches that the checkpoint does not know."),
    SINK_MEMORY_LOST(
            "SINK_MEMORY_LOST",
            "XXKST",
            Party.ENVIRONMENT,
            "The output does not hold a batch that the checkpoint says it has."),
    OUTPUT_IN_USE("OUTPUT_IN_USE", "55006", Party.USER, "The output folder belongs to another query."),
    FENCED(
            "FENCED",
            "40000",
            Party.ENVIRONMENT,
            "Another run took over while this one was still writing; this one stops."),
    NO_SPACE("NO_SPACE", "53100", Party.ENVIRONMENT, "The disk is full."),
    IO_FAILED("IO_FAILED", "58030", Party.ENVIRONMENT, "An operation on a file failed."),
    MEMORY_LIMIT_EXCEEDED(
            "MEMORY_LIMIT_EXCEEDED",
            "53200",
            Party.ENVIRONMENT,
            "The query, or one of its rows, needs more memory than it may have."),
    STOP_TIMED_OUT("STOP_TIMED_OUT", "57014", Party.USER, "The query did not end within the time that stop() waits."),
    FOREACH_BATCH_USER_FUNCTION_ERROR(
            "FOREACH_BATCH_USER_FUNCTION_ERROR", "39000", Party.USER, "The function given to foreachBatch threw."),
    FOREACH_BATCH_ENDED(
            "FOREACH_BATCH_ENDED",
            "55000",
            Party.USER,
            "A batch was read after the function given to foreachBatch had returned."),
    FOREACH_USER_FUNCTION_ERROR(
            "FOREACH_USER_FUNCTION_ERROR", "39000", Party.USER, "The writer given to foreach threw."),
    SINK_FAILED("SINK_FAILED", "58030", Party.ENVIRONMENT, "A sink fails each time that it is called."),
    USER_FUNCTION_ERROR("FAILED_EXECUTE_UDF", "39000", Party.USER, "A function of the program threw."),
    INTERRUPTED("INTERRUPTED", "57014", Party.USER, "The thread was interrupted while it waited."),
    INTERNAL("INTERNAL_ERROR", "XX000", Party.ENGINE, "The engine broke a promise to itself: please report it.");

    private final String code;
    private final String sqlState;
    private final Party party;
    private final String meaning;

    ErrorCondition(String code, String sqlState, Party party, String meaning) {
        this.code = code;
        this.sqlState = sqlState;
        this.party = party;
        this.meaning = meaning;
    }

    /** The stable name that clients match on. */
    public String code() {
        return code;
    }

    /** Five characters, of which the first two are a class of the SQL standard where it has one. */
    public String sqlState() {
        return sqlState;
    }

    /** Who has to act. */
    public Party party() {
        return party;
    }

    /** What happened, whatever the place: one sentence, which the reference page shows. */
    public String meaning() {
        return meaning;
    }
}
