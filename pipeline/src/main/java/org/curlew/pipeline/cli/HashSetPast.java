package org.curlew.pipeline.cli;

import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.retro.RetroMatching;

/** Compares past exhibits with the set versions that came into use, and says what that found. */
final class HashSetPast {

    private HashSetPast() {}

    static void compare(Application application) {
        for (RetroMatching.Report report : application.get(RetroMatching.class).run()) {
            System.out.println("  " + report.set() + " version " + report.version() + ", " + report.changed()
                    + " digests new or graded otherwise; past exhibits: " + report.files()
                    + (report.files() == 1 ? " file" : " files") + " on " + report.exhibits()
                    + (report.exhibits() == 1 ? " exhibit" : " exhibits"));
        }
    }
}
