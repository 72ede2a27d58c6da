import type { Field } from "./fields";

/**
 * Headings that booking systems give each field, in tiers: an earlier tier wins over a later one,
 * and two columns of one tier are a question for a person. Compared whole, after `headingKey`; one
 * tier is a text with bars. When something was booked, created or cancelled is never a start.
 */
const HEADINGS: Record<Field, readonly string[]> = {
  start: [
    "appointment start date & time|start date & time|start date/time|start date and time",
    "start datetime|appointment start|start at|starts at|scheduled start|booking start|" +
      "event start|scheduled for",
    "appointment date & time|appointment date/time|appointment date and time",
    "appointment datetime|appt date/time|appt date & time|appointment time and date",
    "date & time|date/time|date and time|datetime|date time",
    "date et heure|fecha y hora|datum und uhrzeit|data e ora|data e hora|datum en tijd",
    "début|debut|inicio|início|beginn|inizio|begin",
    "start|starts",
  ],
  date: [
    "appointment date|appt date|appt. date|service date|date of service",
    "treatment date|visit date|scheduled date|session date|date of appointment|appointment day|" +
      "appt day",
    "start date|start on|date of visit|date of treatment",
    "date du rendez-vous|fecha de la cita|termindatum|data appuntamento|data do agendamento",
    "date|fecha|datum|data|day",
  ],
  time: [
    "start time|appointment start time|appointment time|appt time|begin time|scheduled time|" +
      "booking time slot",
    "appt slot|appointment slot|time slot|slot",
    "heure de début|heure début|hora de inicio|startzeit|ora inizio|hora de início",
    "time|heure|hora|uhrzeit|zeit|ora|tijd|starttijd|orario",
  ],
  end: [
    "appointment end date & time|end date & time|end date/time|end date and time",
    "end datetime|appointment end|end at|ends at|scheduled end|booking end|event end|" +
      "scheduled end time",
    "end time|appointment end time|finish time",
    "heure de fin|heure fin|hora de fin|hora fin|endzeit|ora fine|hora de término",
    "end|ends|finish|fin|ende|fine|fim|einde|eindtijd",
  ],
  duration: [
    "scheduled service duration|service duration|appointment duration|duration (mins)",
    "duration (min)|duration (minutes)|duration mins|duration minutes|length (minutes)|" +
      "service length|appointment length|length (min)|length (mins)|time (min)",
    "duration (hours)|duration|length|minutes|mins",
    "durée|durée (min)|duración|duración (min)|dauer|dauer (min)|durata|duração|duur",
  ],
  patientName: [
    "patient name|client name|guest name|customer name|invitee name|member name|attendee name|" +
      "patient/client|client/patient",
    "patient full name|client full name|customer full name|full name|patient: full name",
    "nom du client|nom de la cliente|nom du patient|nom complet|nombre del cliente",
    "nombre del paciente|nombre completo|kundenname|name des kunden|patientenname",
    "nome cliente|nome do cliente|nome paziente|nome do paciente|nome completo|klantnaam",
    "patient|client|guest|customer|invitee|patiente|cliente|paciente|kunde",
    "kundin|patientin|paziente|klant|cliënt|patiënt",
    "name",
  ],
  firstName: [
    "patient first name|client first name|guest first name|customer first name",
    "invitee first name|patient given name|client given name|patient firstname",
    "first name|firstname|given name|forename|first",
    "prénom|prenom|nombre|vorname|nome|voornaam|nombres",
  ],
  lastName: [
    "patient last name|client last name|guest last name|customer last name",
    "invitee last name|patient family name|client surname|patient surname|patient lastname",
    "last name|lastname|surname|family name|last",
    "nom de famille|apellidos|apellido|nachname|cognome|sobrenome|apelido|achternaam",
    "nom",
  ],
  phone: [
    "mobile|mobile phone|mobile number|cell phone|cell|cell number|mobile no|cell phone number|" +
      "mobile phone number",
    "patient mobile|client mobile|client mobile number|customer mobile|patient mobile phone",
    "patient phone|client phone|customer phone|guest phone|patient phone number",
    "client phone number|customer phone number|text reminder number|invitee phone number",
    "phone number|phone|telephone|primary phone|contact number|phone no|tel|contact phone|" +
      "primary phone number|phone #|phone (mobile)",
    "téléphone portable|portable|mobile du client|móvil|celular|handy|mobil|cellulare",
    "téléphone|telephone number|teléfono|telefon|telefonnummer|telefono|telefone|telemóvel",
    "telefoon|telefoonnummer|mobiel",
    "home phone|work phone|other phone",
  ],
  email: [
    "patient email|client email|customer email|guest email|invitee email",
    "client email address|patient email address|customer email address",
    "email|e-mail|email address|e-mail address|emailaddress|primary email|contact email",
    "courriel|adresse e-mail|adresse email|correo|correo electrónico|e-mail-adresse",
    "posta elettronica|indirizzo email|endereço de email|e-mailadres",
  ],
  birthOn: [
    "birthday|date of birth|dob|birth date|birthdate|patient date of birth|client dob",
    "date de naissance|fecha de nacimiento|geburtsdatum|data di nascita|data de nascimento",
    "geboortedatum",
  ],
  patientId: [
    "patient guid|patient number|patient id|client id|customer id|guest id|guest code",
    "wuid|client number|customer reference id|patient no",
  ],
  service: [
    "service name|treatment name|procedure name|appointment type name|event type name",
    "service/product/gc/package/membership/class|booked service|service booked|booked services|" +
      "appointment service|appointment services|services booked",
    "service|treatment|services|treatments|procedure|service(s)|procedure(s)|treatment(s)",
    "appointment type|appt type|visit type|session type",
    "prestation|soin|traitement|servicio|tratamiento|leistung|behandlung",
    "dienstleistung|servizio|trattamento|serviço|tratamento|procedimento|behandeling|dienst",
    "item name|item|service description|billing code",
    "service type|treatment type|event name|appointment name",
    "type",
  ],
  practitioner: [
    "practitioner|practitioner name|provider|provider name|service provider",
    "staff member name|staff member|staff name|team member|employee name|clinician|" +
      "assigned provider|assigned staff|rendering provider|staff assigned|team member name",
    "staff|employee|therapist|technician|stylist|aesthetician|esthetician|injector|specialist|" +
      "nurse|artist|operator",
    "performed by|calendar|user name|host|doctor|with|assigned to",
    "praticien|praticienne|employé|employée|intervenant|profesional|empleado|especialista",
    "terapeuta|mitarbeiter|mitarbeiterin|behandler|therapeut|operatore|operatrice",
    "profissional|medewerker",
    "sold by",
  ],
  location: [
    "center name|location name|branch name|clinic name|business location",
    "location|center|centre|branch|clinic|site",
    "emplacement|lieu|ubicación|sucursal|standort|filiale|sede|unidade|locatie",
  ],
  status: [
    "appointment status|appointment state|appt status|booking status|visit status|" +
      "appointment outcome|attendance status|booking state|visit state",
    "status|statut|état|estado|stato|situação|afspraakstatus",
    "state",
    "outcome|attendance",
  ],
  cancelledFlag: [
    "canceled|cancelled|is cancelled|is canceled|cancelled?|canceled?",
    "cancelled at (utc)|cancelled at|canceled at|cancelled on|canceled on",
    "cancelled date|canceled date|cancellation date",
  ],
  noShowFlag: ["marked as no-show|no show|no-show|noshow|no show?|did not arrive"],
  itemType: ["transaction type|item type|line type|sale type|product type|item category"],
  sourceId: [
    "appointmentservicerecord id|appointment service record id|appointment id|appt ref",
    "event uuid|appointment uuid|appointment guid|appointment number|booking id|booking number|" +
      "appointment #|appt id|appt #|booking #|reservation id",
    "booking reference|booking ref|appointment ref|appointment reference",
  ],
};

/** The tiers of a field, each a list of headings. */
export function headingTiers(field: Field): string[][] {
  return HEADINGS[field].map((tier) => tier.split("|"));
}
