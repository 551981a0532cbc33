/** The command line as a user types it: output files, exit codes and messages of interfaces.md. */
package org.curlew.pipeline.cli;
