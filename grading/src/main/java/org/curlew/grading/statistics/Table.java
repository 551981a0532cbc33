package org.curlew.grading.statistics;

import java.util.List;

/**
 * Figures and where they come from.
 *
 * @param query the statement, with its parameters written in, as it was run: the database gives the same figures again
 * @param columns headings
 * @param rows texts, in the order of the columns
 */
public record Table(String title, String query, List<String> columns, List<List<String>> rows) {

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
