/** The fortnight on one page, for the command. */
package org.curlew.pipeline.web.command;
