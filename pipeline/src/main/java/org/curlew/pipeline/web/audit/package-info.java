/** The auditor's pages: who did what, emergencies, accesses. Nothing here changes evidence. */
package org.curlew.pipeline.web.audit;
