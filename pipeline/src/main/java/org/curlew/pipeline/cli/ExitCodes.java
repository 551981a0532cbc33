package org.curlew.pipeline.cli;

/** Exit codes that scripts rely on. */
final class ExitCodes {

    static final int COMPLETE = 0;
    static final int INTERNAL_ERROR = 1;
    static final int USAGE = 2;
    static final int PARTIAL = 3;
    static final int REFUSED = 4;

    private ExitCodes() {}
}
