package org.curlew.grading.vics.convert;

import java.nio.file.Path;
import java.util.List;
import org.curlew.grading.vics.VicsWritten;
import org.curlew.grading.vics.lint.LintReport;

/**
 * A file that was rewritten.
 *
 * @param before what the linter said of the file read
 * @param repairs everything that is otherwise now; empty means that nothing but the form changed
 * @param repairFile the same list as CSV, beside the written file
 */
public record Conversion(LintReport before, VicsWritten written, List<Repair> repairs, Path repairFile) {

    public Conversion {
        repairs = List.copyOf(repairs);
    }
}
