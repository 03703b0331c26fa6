package dev.sluice.plan;

import dev.sluice.builtin.Builtins;
import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.plan.analysis.Analyzer;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans and expressions as the root package makes them, a line each. */
public final class Plans {
    private static final FunctionContext ANSI = new FunctionContext(true, ZoneOffset.UTC);

    private Plans() {}

    /** A source of which only the schema is ever asked. */
    private record SchemaOnly() implements SourceProvider {
        @Override
        public String name() {
            return "events";
        }

        @Override
        public List<ConfigOption<?>> options() {
            return List.of();
        }

        @Override
        public StructType schema(SourceSettings settings) {
            StructType schema = settings.userSchema();
            return schema == null ? new StructType() : schema;
        }

        @Override
        public Source open(SourceSettings settings, SourceContext context) {
            throw new UnsupportedOperationException("plans are not run here");
        }
    }

    public static UnresolvedPlan stream(String ddl) {
        return relation(ddl, true);
    }

    public static UnresolvedPlan table(String ddl) {
        return relation(ddl, false);
    }

    private static UnresolvedPlan relation(String ddl, boolean isStreaming) {
        SchemaOnly provider = new SchemaOnly();
        Options options = Options.validated("source \"events\"", provider.options(), Map.of());
        return new UnresolvedPlan.Relation(new SourceRelation(
                provider, new SourceSettings(options, StructType.fromDDL(ddl), ZoneOffset.UTC, isStreaming, null)));
    }

    public static LogicalPlan analyze(UnresolvedPlan plan) {
        return analyze(plan, false);
    }

    public static LogicalPlan analyze(UnresolvedPlan plan, boolean caseSensitive) {
        return new Analyzer(Builtins.registry(), ANSI, caseSensitive).analyze(plan);
    }

    public static UnresolvedPlan select(UnresolvedPlan child, UnresolvedExpression... columns) {
        return new UnresolvedPlan.Project(child, List.of(columns));
    }

    public static UnresolvedPlan where(UnresolvedPlan child, UnresolvedExpression condition) {
        return new UnresolvedPlan.Filter(child, condition);
    }

    public static UnresolvedPlan watermark(UnresolvedPlan child, String column, String delay) {
        return new UnresolvedPlan.WithWatermark(child, column, delay);
    }

    public static UnresolvedPlan group(
            UnresolvedPlan child, List<UnresolvedExpression> keys, UnresolvedExpression... aggregates) {
        return new UnresolvedPlan.Aggregate(child, keys, List.of(aggregates));
    }

    public static UnresolvedPlan sort(UnresolvedPlan child, String column) {
        return new UnresolvedPlan.Sort(child, List.of(new UnresolvedExpression.SortKey(col(column), true, true)));
    }

    public static UnresolvedPlan limit(UnresolvedPlan child, int count) {
        return new UnresolvedPlan.Limit(child, count);
    }

    public static UnresolvedPlan union(UnresolvedPlan... children) {
        return new UnresolvedPlan.Union(List.of(children));
    }

    public static UnresolvedExpression col(String name) {
        return new UnresolvedExpression.Name(List.of(name.split("\\.")));
    }

    public static UnresolvedExpression star() {
        return new UnresolvedExpression.Star(List.of());
    }

    public static UnresolvedExpression as(UnresolvedExpression child, String name) {
        return new UnresolvedExpression.Alias(child, name);
    }

    public static UnresolvedExpression cast(UnresolvedExpression child, String type) {
        return new UnresolvedExpression.Cast(child, DataType.fromDDL(type));
    }

    public static UnresolvedExpression call(String name, UnresolvedExpression... arguments) {
        return new UnresolvedExpression.Function(name, Arrays.asList(arguments));
    }

    public static UnresolvedExpression lit(@Nullable Object value) {
        DataType type = switch (value) {
            case Integer ignored -> AtomicType.INT;
            case Long ignored -> AtomicType.BIGINT;
            case Double ignored -> AtomicType.DOUBLE;
            case Boolean ignored -> AtomicType.BOOLEAN;
            case null, default -> AtomicType.STRING;
        };
        return new UnresolvedExpression.Value(value, type);
    }

    public static UnresolvedExpression count() {
        return call("count", lit(1));
    }

    /** @param durations window, slide, start */
    public static UnresolvedExpression window(String time, String... durations) {
        UnresolvedExpression[] arguments = new UnresolvedExpression[durations.length + 1];
        arguments[0] = col(time);
        for (int index = 0; index < durations.length; index++) {
            arguments[index + 1] = lit(durations[index]);
        }
        return call("window", arguments);
    }
}
