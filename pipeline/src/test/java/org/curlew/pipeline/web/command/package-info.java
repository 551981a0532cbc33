/** Tests of the measures that command reads. */
package org.curlew.pipeline.web.command;
