/** The command line: arguments, progress, messages and exit codes. */
package org.curlew.pipeline.cli;
