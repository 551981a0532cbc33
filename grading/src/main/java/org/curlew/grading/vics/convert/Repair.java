package org.curlew.grading.vics.convert;

import org.curlew.storage.csv.CsvCell;

/**
 * One kind of thing that the written file says otherwise than the one it was made from.
 *
 * @param what what was wrong, or has no place in the profile
 * @param field entity and field, "" where the file as a whole is meant
 * @param count how often
 * @param firstRow number of the first media row concerned, from 0; -1 where none is
 * @param firstValue the first offending text, "" for none
 * @param done what became of it
 */
public record Repair(String what, String field, long count, long firstRow, String firstValue, String done) {

    static final String CSV_HEAD = "what,field,count,first_row,first_value,done\n";

    String csv() {
        return CsvCell.of(what)
                + ','
                + CsvCell.of(field)
                + ','
                + count
                + ','
                + firstRow
                + ','
                + CsvCell.of(firstValue)
                + ','
                + CsvCell.of(done)
                + '\n';
    }
}
