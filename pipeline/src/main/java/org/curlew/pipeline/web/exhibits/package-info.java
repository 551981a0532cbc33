/** An exhibit's pages: state, verification, certificate, hits, files, chronology, notes, live progress; booking in. */
package org.curlew.pipeline.web.exhibits;
