export { createSheetIntake, type SheetIntakeSettings } from './intake.ts'
export { createSheetsMirror } from './mirror.ts'
export { readServiceAccount, type ServiceAccount, type ServiceAccountRead } from './service-account.ts'
export {
  BUDGET as SHEETS_BUDGET,
  parseSpreadsheetId,
  type SheetsCredential,
  type SheetsNotes,
  type SheetsSettings,
  type SpreadsheetSettings,
} from './settings.ts'
export { type NewTab, type SheetSetUp, setUpSheets } from './setup.ts'
