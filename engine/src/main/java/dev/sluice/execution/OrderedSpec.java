package dev.sluice.execution;

import dev.sluice.plan.logical.LogicalPlan.SortOrder;
import dev.sluice.types.StructType;
import java.util.List;

/**
 * Sorting, and cutting after a number of rows.
 *
 * @param orders empty where rows keep the order of their splits
 * @param limit the most rows kept
 * @param skip how many of them, the first, are not handed on
 */
public record OrderedSpec(StructType schema, List<SortOrder> orders, int limit, int skip) {
    public OrderedSpec {
        orders = List.copyOf(orders);
    }
}
