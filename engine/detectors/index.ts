/** Every detector that runs unless policy turns it off. One file each; see `npm run new detector`. */
import type { Detector } from '../define.ts';
import { accountNumber } from './account-number.ts';
import { admissionDate } from './admission-date.ts';
import { ageOver89 } from './age-over-89.ts';
import { city } from './city.ts';
import { claimNumber } from './claim-number.ts';
import { clinicalSection } from './clinical-section.ts';
import { condition } from './condition.ts';
import { creditCardNumber } from './credit-card-number.ts';
import { date } from './date.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { deviceSerial } from './device-serial.ts';
import { dischargeDate } from './discharge-date.ts';
import { driversLicenseNumber } from './drivers-license-number.ts';
import { drugName } from './drug-name.ts';
import { emailAddress } from './email-address.ts';
import { encounterNumber } from './encounter-number.ts';
import { faxNumber } from './fax-number.ts';
import { healthPlanId } from './health-plan-id.ts';
import { ibanCode } from './iban-code.ts';
import { icd10CmCode } from './icd10-cm-code.ts';
import { imei } from './imei.ts';
import { ipAddress } from './ip-address.ts';
import { macAddress } from './mac-address.ts';
import { medicalLicense } from './medical-license.ts';
import { mrn } from './mrn.ts';
import { passportNumber } from './passport-number.ts';
import { personName } from './person-name.ts';
import { phoneNumber } from './phone-number.ts';
import { priorAuthNumber } from './prior-auth-number.ts';
import { sensitivityEth } from './sensitivity-eth.ts';
import { sensitivityGdis } from './sensitivity-gdis.ts';
import { sensitivityHiv } from './sensitivity-hiv.ts';
import { sensitivityPsy } from './sensitivity-psy.ts';
import { sensitivityRepro } from './sensitivity-repro.ts';
import { sensitivitySud } from './sensitivity-sud.ts';
import { serviceDate } from './service-date.ts';
import { specimenNumber } from './specimen-number.ts';
import { streetAddress } from './street-address.ts';
import { url } from './url.ts';
import { usBankRouting } from './us-bank-routing.ts';
import { usDea } from './us-dea.ts';
import { usItin } from './us-itin.ts';
import { usMbi } from './us-mbi.ts';
import { usMedicaidId } from './us-medicaid-id.ts';
import { usNpi } from './us-npi.ts';
import { usSsn } from './us-ssn.ts';
import { usZipCode } from './us-zip-code.ts';
import { vehicleIdentificationNumber } from './vehicle-identification-number.ts';

export const detectors: readonly Detector[] = [
  accountNumber,
  admissionDate,
  ageOver89,
  city,
  claimNumber,
  clinicalSection,
  condition,
  creditCardNumber,
  date,
  dateOfBirth,
  deviceSerial,
  dischargeDate,
  drugName,
  emailAddress,
  encounterNumber,
  faxNumber,
  healthPlanId,
  ibanCode,
  icd10CmCode,
  imei,
  ipAddress,
  macAddress,
  driversLicenseNumber,
  passportNumber,
  medicalLicense,
  mrn,
  personName,
  phoneNumber,
  priorAuthNumber,
  sensitivityEth,
  sensitivityGdis,
  sensitivityHiv,
  sensitivityPsy,
  sensitivityRepro,
  sensitivitySud,
  serviceDate,
  specimenNumber,
  streetAddress,
  url,
  usBankRouting,
  usDea,
  usItin,
  usMbi,
  usMedicaidId,
  usNpi,
  usSsn,
  usZipCode,
  vehicleIdentificationNumber,
];
