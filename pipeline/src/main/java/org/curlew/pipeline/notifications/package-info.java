/** Mails what people are due to be told, as one digest an address, when the force has named a mail server; and alarms of the lane. */
package org.curlew.pipeline.notifications;
