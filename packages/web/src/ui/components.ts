/**
 * Designsystemet comes in here and nowhere else, so that its Bokmål default texts are overridden once
 * (dialog.tsx, spinner.tsx) and the first-load size is decided in one place.
 */
export {
  Alert,
  Avatar,
  Button,
  Card,
  Details,
  Dropdown,
  Fieldset,
  Heading,
  Paragraph,
  Popover,
  Radio,
  Skeleton,
  SkipLink,
  Switch,
  Tag,
  ToggleGroup,
} from '@digdir/designsystemet-react'
