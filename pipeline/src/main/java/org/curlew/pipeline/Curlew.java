package org.curlew.pipeline;

import org.curlew.pipeline.cli.CurlewCommand;

/** Where the process begins and ends; the exit code is the command's (docs/interfaces: 0, 1, 2, 3, 4). */
public final class Curlew {

    private Curlew() {}

    public static void main(String[] args) {
        System.exit(CurlewCommand.execute(args));
    }
}
