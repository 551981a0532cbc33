/** The application itself: its data folder, and which of its parts are embedded and which are the force's own servers. */
package org.curlew.pipeline.application;
