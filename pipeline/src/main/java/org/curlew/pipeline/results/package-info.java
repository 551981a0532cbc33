/** The files a finished exhibit is handed over as: summary.json, files.csv and media.vics.json. */
package org.curlew.pipeline.results;
